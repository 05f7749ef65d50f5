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
         a                 Put an alert away: it has been seen. :acknowledge
         A                 Mark everything in this list read. Asks; can be undone.
                           :mark-all-read
         .                 Show only what is unread, or all. :unread-only
         o                 Open the article's page in a browser. :browse
         y                 Copy the article's address; in the log, the round. :copy
         c                 Write a report to a newsroom. :report NEWSROOM
         :alert NEWSROOM   Write an alert: a report that is urgent.
         :correction NEWSROOM
                           Write a correction.
         C                 Write a report that answers this article, and quotes it.
                           :reply
         :correct          Write a correction of this article.
         x                 The outbox: what is being written, and what is on its way.
                           :outbox
         <Tab>             To the next pane. :next-pane
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
         a                 Put an alert away: it has been seen. :acknowledge
         A                 Mark everything in this list read. Asks; can be undone. :mark-all-read
         .                 Show only what is unread, or all. :unread-only
         o                 Open the article's page in a browser. :browse
         y                 Copy the article's address; in the log, the round. :copy
         c                 Write a report to a newsroom. :report NEWSROOM
         :alert NEWSROOM   Write an alert: a report that is urgent.
         :correction NEWSROOM
                           Write a correction.
         C                 Write a report that answers this article, and quotes it. :reply
         :correct          Write a correction of this article.
         x                 The outbox: what is being written, and what is on its way. :outbox
         <Tab>             To the next pane. :next-pane
         <S-Tab> h <Left>  To the pane before. :previous-pane
         /                 Find: on the front page in all articles, elsewhere on this page. :find TEXT
         m                 The mirrors page: who serves, who does not, and why. :mirrors
         S                 The search page. :search WORDS
         L                 The log: what each round did. :log

         On every page
         j <Down>          Down. :down
         k <Up>            Up. :up
         <C-f> <PageDown>  A screenful down. :page-down
         <C-b> <PageUp>    A screenful up. :page-up
         <C-d>             Half a screenful down. :half-down
         <C-u>             Half a screenful up. :half-up
         g <Home>          To the top. :first
         G <End>           To the end. :last
         r                 Fetch the news of this newsroom. :sync
         R                 Fetch the news of all newsrooms. :sync-all
         <Esc> <C-g>       Cancel what is under way. :cancel
         u                 Take the last change of marks back. :undo
         :add URL…         Follow a newsroom: the addresses of its mirrors.
         r sync  : command  ? help  q back
        """#)
  }
}
