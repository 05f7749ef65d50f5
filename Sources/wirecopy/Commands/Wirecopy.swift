import ArgumentParser

/// The root command; without a subcommand it opens the desk.
struct Wirecopy: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wirecopy",
    abstract: "Read a newsroom through all of its mirrors and report to it, with or without a network.",
    discussion: """
      Without a command, opens the desk: the full screen. Every capability of the desk is also a command.

      Exit status: 0 done; 1 failed, also in part; 2 wrong usage; 3 nothing reached; 4 refused for safety.
      Files: $XDG_CONFIG_HOME/wirecopy/config.toml (settings), $XDG_DATA_HOME/wirecopy/store.sqlite (everything kept);
      WIRECOPY_HOME=DIR puts all of it under one folder.
      """,
    version: "0.1.0",
    groupedSubcommands: [
      CommandGroup(
        name: "Newsrooms",
        subcommands: [
          AddCommand.self, NewsroomsCommand.self, KeysCommand.self, RemoveCommand.self, OPMLCommand.self,
          MirrorsCommand.self,
          ExportCommand.self, ImportCommand.self,
        ]),
      CommandGroup(
        name: "Reading",
        subcommands: [
          DeskSubcommand.self, SyncCommand.self, OlderCommand.self, FullTextCommand.self,
          ListCommand.self, ReadCommand.self,
          SearchCommand.self,
          SearchesCommand.self, BoardCommand.self, MarkCommand.self, StarCommand.self, TagCommand.self,
          MuteCommand.self,
          UndoCommand.self, KeepCommand.self, PrefetchCommand.self,
        ]),
      CommandGroup(
        name: "Reporting",
        subcommands: [
          ReportCommand.self, ReplyCommand.self, OutboxCommand.self, DeliverCommand.self, LettersCommand.self,
          InboxCommand.self,
        ]),
      CommandGroup(
        name: "Keeping and leaving", subcommands: [BackupCommand.self, RestoreCommand.self, PurgeCommand.self]),
      CommandGroup(name: "Publishing", subcommands: [EditionCommand.self]),
      CommandGroup(
        name: "Serving and looking closer",
        subcommands: [
          MirrorCommand.self, ServeCommand.self, DemoCommand.self, ParseCommand.self, RenderCommand.self,
          DoctorCommand.self,
        ]),
    ],
    defaultSubcommand: DeskSubcommand.self)
}
