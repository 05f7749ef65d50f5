import Testing

@testable import Desk

/// Help at three sizes.
@Suite struct HelpScenes {
  @Test("help shows the keys of the page it was asked on at 40×10") func at40() throws {
    var scene = Scene(40, 10)
    try scene.press("?")
    #expect(
      scene.picture == #"""
         Wirecopy · help              2 min old
         On this page ◂
         <Enter> l <Right>
                   Open what is selected, or go
                   into the list. :open
         <Space>   Go on: the next screenful,
                   then the next unread
                   article. :onward
         U         Mark unread, or read.
         r sync  : command  ? help  q back
        """#)
  }

  @Test("help shows the keys of the page it was asked on at 80×24") func at80() throws {
    var scene = Scene(80, 24)
    try scene.press("?")
    #expect(
      scene.picture == #"""
         Wirecopy · help                                        3/5 mirrors · 2 min old
         On this page ◂
         <Enter> l <Right> Open what is selected, or go into the list. :open
         <Space>           Go on: the next screenful, then the next unread article.
                           :onward
         U                 Mark unread, or read. :toggle-unread
         s                 Star, or take the star away. :star
         a                 Put an alert, or an alarm, away: it has been seen.
                           :acknowledge
         A                 Mark everything in this list read. Asks; can be undone.
                           :mark-all-read
         .                 Show only what is unread, or all. :unread-only
         o                 Open the article's page in a browser. :browse
         y                 Copy the article's address; in the log, the round; of a
                           signed newsroom, its link with the fingerprint. :copy
         e                 The full text of this article, from its page on the mirrors;
                           where it is kept, the feed's own words, and back. :full-text
                           again, always, ask
         E                 What readers wrote about this article, from the mirrors:
                           messages of its newsroom's board, below it. :comments
         H                 Fetch older articles of this newsroom, from where it stopped
                           the last time. :older
         F                 Though one mirror is pinned, ask the newsroom's others,
         r sync  : command  ? help  q back
        """#)
  }

  @Test("help shows the keys of the page it was asked on at 140×40") func at140() throws {
    var scene = Scene(140, 40)
    try scene.press("?")
    #expect(
      scene.picture == #"""
         Wirecopy · help                                                                                                    3/5 mirrors · 2 min old
         On this page ◂
         <Enter> l <Right> Open what is selected, or go into the list. :open
         <Space>           Go on: the next screenful, then the next unread article. :onward
         U                 Mark unread, or read. :toggle-unread
         s                 Star, or take the star away. :star
         a                 Put an alert, or an alarm, away: it has been seen. :acknowledge
         A                 Mark everything in this list read. Asks; can be undone. :mark-all-read
         .                 Show only what is unread, or all. :unread-only
         o                 Open the article's page in a browser. :browse
         y                 Copy the article's address; in the log, the round; of a signed newsroom, its link with the fingerprint. :copy
         e                 The full text of this article, from its page on the mirrors; where it is kept, the feed's own words, and back.
                           :full-text again, always, ask
         E                 What readers wrote about this article, from the mirrors: messages of its newsroom's board, below it. :comments
         H                 Fetch older articles of this newsroom, from where it stopped the last time. :older
         F                 Though one mirror is pinned, ask the newsroom's others, once. :ask-others
         :network WORDS    How all mirrors are reached that have no way of their own: direct, tor, socks5h://HOST:PORT, doh URL ADDRESS, system.
         c                 Write a report to a newsroom. :report NEWSROOM
         :alert NEWSROOM   Write an alert: a report that is urgent.
         :correction NEWSROOM
                           Write a correction.
         C                 Write a report that answers this article, and quotes it. :reply
         :correct          Write a correction of this article.
         x                 The outbox: what is being written, and what is on its way. :outbox
         t                 Put a tag on this article; -TAG takes it away. A tag is a folder on the left. :tag TAG
         M                 Hide what is like this: author, word WORDS, thread; for how long: for 7 days. :mute WORDS
         :unmute WORDS     Show again what was muted by these words.
         :mutes            What is muted, and until when; each mute can be lifted.
         O                 Another order of this list: newest, oldest, title, newsroom. :sort ORDER
         b                 The boards: threads with their answers; on an article, the thread that it belongs to. :boards
         K                 What is kept offline, for how long, and what would go. :keeping
         p                 The pictures of this article; beside the left column, those of the list. :pictures
         T                 The colours: choose a theme, see each role. :themes THEME
         V                 The newsroom's signed record: its keys to be compared, what of it is here, what is wrong with it. :edition
         <Tab>             To the next pane. :next-pane
         <S-Tab> h <Left>  To the pane before. :previous-pane
         /                 Find: on the front page in all articles, elsewhere on this page. :find TEXT
         m                 The mirrors page: who serves, who does not, and why. :mirrors
         S                 The search page. :search WORDS
         r sync  : command  ? help  q back
        """#)
  }
}
