// swift-tools-version:6.2
import PackageDescription

/// One array for every target: the walls between the modules are the compiler's to hold.
var settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]
// A warning is an error where the tests are run, and only there: a newer compiler must not keep a reader from building.
if Context.environment["WIRECOPY_STRICT"] == "1" { settings.append(.treatAllWarnings(as: .error)) }

let package = Package(
  name: "wirecopy",
  products: [
    .executable(name: "wirecopy", targets: ["wirecopy"]),
    .executable(name: "wirecopy-bench", targets: ["wirecopy-bench"]),
  ],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
  ],
  targets: [
    // What Debian keeps for us.
    .systemLibrary(name: "CNcurses", providers: [.apt(["libncurses-dev"])]),
    .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(name: "CAres", pkgConfig: "libcares", providers: [.apt(["libc-ares-dev"])]),
    .systemLibrary(name: "CXML", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
    .systemLibrary(name: "CCrypt", providers: [.apt(["libcrypt-dev"])]),
    .systemLibrary(name: "CCmark", pkgConfig: "libcmark", providers: [.apt(["libcmark-dev"])]),
    .systemLibrary(name: "CIntl"),

    // The bottom: values.
    .target(name: "News", swiftSettings: settings),
    .target(name: "Screen", swiftSettings: settings),

    // What reads, keeps, fetches and shows.
    .target(name: "Seal", dependencies: ["CSodium"], swiftSettings: settings),
    .target(name: "Edition", dependencies: ["News", "Seal", "CZlib"], swiftSettings: settings),
    .target(name: "Wire", dependencies: ["News"], swiftSettings: settings),
    .target(name: "CurlTransport", dependencies: ["Wire", "Seal", "CCurl", "CAres"], swiftSettings: settings),
    .target(name: "Markup", dependencies: ["News", "CXML"], swiftSettings: settings),
    .target(name: "Feeds", dependencies: ["News", "Markup", "CXML"], swiftSettings: settings),
    .target(
      name: "Press", dependencies: ["News", "Seal", "Edition", "Feeds", "Markup", "CCmark"], swiftSettings: settings),
    .target(
      name: "Store", dependencies: ["News", "Seal", "CZlib", .product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: settings),
    .target(
      name: "Sync", dependencies: ["News", "Wire", "Feeds", "Markup", "Store", "Seal", "Edition"],
      swiftSettings: settings),
    .target(
      name: "Relay",
      dependencies: [
        "News", "Seal", "CCrypt", .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"), .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
      ], swiftSettings: settings),
    .target(
      name: "MirrorLab",
      dependencies: [
        "News", .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
      ], swiftSettings: settings),
    .target(name: "Desk", dependencies: ["News", "Screen", "Seal"], swiftSettings: settings),
    .target(name: "Terminal", dependencies: ["Screen", "CNcurses"], swiftSettings: settings),

    // What people run.
    .executableTarget(
      name: "wirecopy",
      dependencies: [
        "News", "Screen", "Wire", "CurlTransport", "Markup", "Feeds", "Store", "Sync", "Relay", "MirrorLab", "Desk",
        "Seal", "Edition", "Press", "Terminal", "CIntl",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "TOMLKit", package: "TOMLKit"), .product(name: "Logging", package: "swift-log"),
      ], swiftSettings: settings),
    .executableTarget(
      name: "wirecopy-bench",
      dependencies: [
        "News", "Wire", "CurlTransport", "Markup", "Feeds", "Store", "Sync", "Seal", "Edition", "Press", "MirrorLab",
        "Desk", "NginxHost",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: settings),

    // Scenes.
    // nginx's settings, for the tests and the bench.
    .target(name: "NginxHost", path: "Tests/NginxHost", swiftSettings: settings),
    .target(
      name: "TestSupport", dependencies: ["News", "Wire", "NginxHost"], path: "Tests/TestSupport",
      swiftSettings: settings),
    .testTarget(name: "NewsTests", dependencies: ["News"], swiftSettings: settings),
    .testTarget(name: "ScreenTests", dependencies: ["Screen"], swiftSettings: settings),
    .testTarget(
      name: "SealTests", dependencies: ["Seal", "TestSupport"], exclude: ["Vectors"], swiftSettings: settings),
    .testTarget(
      name: "EditionTests", dependencies: ["Edition", "Seal", "News", "TestSupport"], exclude: ["check_edition.py"],
      swiftSettings: settings),
    .testTarget(
      name: "PressTests", dependencies: ["Press", "Edition", "Seal", "Feeds", "News", "TestSupport"],
      swiftSettings: settings),
    .testTarget(name: "WireTests", dependencies: ["Wire", "TestSupport"], swiftSettings: settings),
    .testTarget(
      name: "CurlTransportTests", dependencies: ["CurlTransport", "Wire", "MirrorLab", "TLSLab", "TestSupport"],
      swiftSettings: settings),
    .testTarget(name: "MarkupTests", dependencies: ["Markup", "News", "TestSupport"], swiftSettings: settings),
    .testTarget(name: "FeedsTests", dependencies: ["Feeds", "News", "TestSupport"], swiftSettings: settings),
    .testTarget(
      name: "StoreTests",
      dependencies: ["Store", "News", "TestSupport", .product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: settings),
    .testTarget(
      name: "SyncTests",
      dependencies: [
        "Sync", "Store", "Feeds", "Wire", "News", "Seal", "Edition", "CurlTransport", "MirrorLab", "TestSupport",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "RelayTests",
      dependencies: ["Relay", "News", "Seal", "TestSupport", .product(name: "NIOCore", package: "swift-nio")],
      swiftSettings: settings),
    .testTarget(name: "MirrorLabTests", dependencies: ["MirrorLab", "TestSupport"], swiftSettings: settings),
    // What the tests alone need of the lab: TLS, and networks of their own.
    .target(
      name: "TLSLab",
      dependencies: [
        "MirrorLab", "TestSupport", .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ], path: "Tests/TLSLab", swiftSettings: settings),
    .testTarget(name: "TLSLabTests", dependencies: ["TLSLab", "MirrorLab", "TestSupport"], swiftSettings: settings),
    // Whole rounds over real sockets, and every way in which a mirror can fail.
    .testTarget(
      name: "FallbackTests",
      dependencies: [
        "Sync", "Store", "Feeds", "Wire", "News", "CurlTransport", "MirrorLab", "TLSLab", "TestSupport",
      ], swiftSettings: settings),
    .testTarget(
      name: "DeskTests", dependencies: ["Desk", "Feeds", "Markup", "News", "Screen", "Seal", "TestSupport"],
      swiftSettings: settings),
    .testTarget(name: "TerminalTests", dependencies: ["Terminal", "Screen", "TestSupport"], swiftSettings: settings),
    // Whatever a stranger writes, through every door that reads it.
    .testTarget(
      name: "FuzzTests", dependencies: ["Feeds", "Markup", "News", "Screen", "Desk", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "WirecopyTests",
      dependencies: [
        "wirecopy", "wirecopy-bench", "Desk", "MirrorLab", "TLSLab", "News", "Feeds", "Store", "Sync", "Seal",
        "Edition", "Press", "CurlTransport", "Wire", "TestSupport", "NginxHost",
      ],
      swiftSettings: settings),
  ]
)
