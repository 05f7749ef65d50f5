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
                   Open the article, or go into
                   the list. :open
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
         <Enter> l <Right> Open the article, or go into the list. :open
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
         <Tab>             To the next pane. :next-pane
         <S-Tab> h <Left>  To the pane before. :previous-pane
         /                 Find: on the front page in all articles, elsewhere on this
                           page. :find TEXT
         m                 The mirrors page: who serves, who does not, and why.
                           :mirrors
         S                 The search page. :search WORDS
         L                 The log: what each round did. :log

         On every page
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
         <Enter> l <Right> Open the article, or go into the list. :open
         <Space>           Go on: the next screenful, then the next unread article. :onward
         U                 Mark unread, or read. :toggle-unread
         s                 Star, or take the star away. :star
         a                 Put an alert away: it has been seen. :acknowledge
         A                 Mark everything in this list read. Asks; can be undone. :mark-all-read
         .                 Show only what is unread, or all. :unread-only
         o                 Open the article's page in a browser. :browse
         y                 Copy the article's address; in the log, the round. :copy
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
         :forget           Forget the selected newsroom with its articles. Asks.
         :                 Give a command by its name. :command
         ?                 Every key and command of this page. :help
         <C-z>             Stop, back to the shell; `fg` comes back. :suspend
         <C-l>             Draw the screen again. :redraw
         q                 Back; from the front page, quit. :back
         Q <C-c>           Quit. :quit
         r sync  : command  ? help  q back
        """#)
  }
}
