#pragma once

#include "page_table.h"
#include "window_state.h"

#include "gateway/config/settings/settings.h"
#include "ui/shell/banners/notice_banner.h"
#include "ui/shell/palette/places.h"

#include "gateway/usage/search/request_filter.h"
#include "ui/look/theme.h"

#include <QPointer>
#include <QWidget>

#include <functional>
#include <string>
#include <vector>

class QStackedWidget;
class QUrl;

namespace ui::models {
struct RouteProposal;
}
namespace ui::pages {
class OverviewPage;
class TryDialog;
class UnsavedText;
}

namespace ui::widgets {
class LastInput;
class PageHeader;
}

namespace ui::shell {

class FirstRunDoor;
class HelpKey;
class ProblemBanner;
class Rail;
class Strip;
class UndoBar;
struct Jump;

/// What closing the window does: `Hide` if a tray icon can show it again, `Minimise` if not, `Quit` if the user wants
/// that.
enum class CloseAction { Hide, Minimise, Quit };

/// The main window: rail, strip, pages. Never ends the program by itself.
class MainWindow : public QWidget {
    Q_OBJECT
public:
    struct Parts {
        PageContext context;
        std::function<CloseAction()> closePolicy; ///< called at each closing; not set: `Quit`
        QString stateFile; ///< absolute path of an ini file in the data folder; empty: nothing is stored
    };

    explicit MainWindow(Parts parts, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// Creates the page if it was not shown before. Ignores unknown ids.
    void showPage(const QString& id);
    QString currentPage() const;
    /// Null if the page was not shown yet.
    QWidget* page(const QString& id) const;
    /// Unsaved input.
    pages::UnsavedText& unsaved() const { return *m_unsaved; }
    /// Shows the window in front, whatever its state.
    void bringToFront();
    void showProvider(const QString& id);
    /// Shows the requests counted in a number.
    void showRequests(const gateway::usage::RequestFilter& filter);
    void showRoute(const QString& id);
    void showConsumer(const QString& name);
    /// The set-up of a client on the Clients page.
    void showClient(const QString& id);
    void addRoute(const models::RouteProposal& proposal);
    /// Selects a limit on the Policies page; empty: only shows the page.
    void showLimit(const QString& name);
    /// Opens the form for a new limit.
    void addLimit();
    /// The budgets in the settings.
    void showBudgets();
    /// Opens the remedy for a port that is taken.
    void solvePort();
    /// Shows a settings room, such as "doctor"; `pattern`: the field whose row to show; may be empty.
    void showSettings(const QString& room, const QString& pattern = {});
    /// Shows the help for a page id; "index" is the table of contents.
    void showHelp(const QString& topic);

    // Actions of commands.
    /// Opens the chat with models.
    void tryIt();
    /// The same, and sends a question at once.
    void sendTestRequest();
    /// Shows an event below the status strip. See `NoticeBanner::tell()`.
    void showNotice(look::Status status, std::function<NoticeWords()> words, std::function<void()> then = {}, const QString& subject = {});
    void withdrawNotice(const QString& subject);
    bool hasNotice() const;
    /// Shows the application log in the settings.
    void showLog();
    /// Opens the form for a new provider, filled in as far as known.
    void addProvider(const QString& entry, const QString& address);
    void addProvider();
    void testProviders();
    void compareWithBill();
    void copyAddress();
    void undo();
    void redo();
    void copyDiagnostics();
    void togglePause();
    void openFolder(const QString& path);
    /// Changes and saves the language or theme.
    void changeLook(const std::function<void(gateway::config::UiSettings&)>& change);
    void quit() { Q_EMIT quitRequested(); }
    const PageContext& context() const { return m_parts.context; }
    /// For tests: replaces opening through the desktop.
    void setOpenUrl(std::function<void(const QUrl&)> open) { m_openUrl = std::move(open); }
    /// Resumes where it was left; restarts it if it was completed.
    void openFirstRun();
    /// The same at program start, unless a request has succeeded since it was left: it counts as completed then.
    void goOnWithFirstRun();
    /// Focuses the page's primary control with a visible focus: for keyboard users.
    void focusPage();
    /// The same if the last input was a key; otherwise the page has the focus.
    void enterPage();
    bool leaveHidden();

Q_SIGNALS:
    void quitRequested();
    void restartRequested(); ///< of the whole program, at once
    void freshStartRequested(); ///< the same, once requests in progress have ended
    void hiddenByUser(); ///< closed with `Hide`: show the notice about that once

protected:
    void showEvent(QShowEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    bool event(QEvent* event) override;

private:
    void build();
    void makeShortcuts();
    void retranslate();
    void showIndex(int index, bool remember);
    void open(int index);
    void connectPage(QWidget& made);
    void connectOverview(pages::OverviewPage& overview);
    widgets::PageHeader* currentHeader() const; ///< of the current page; null: it has none
    void leaveSubPages();
    void goBack();
    void nextPane();
    void setNarrow(bool narrow);
    void beforeUndo(const std::vector<std::string>& keys, const std::function<void()>& goOn);
    void tellLeftTools(int from, int to, const QStringList& tools);
    std::vector<Jump> jumps();
    PlaceDoors doors();

    Parts m_parts;
    WindowState m_state;
    Rail* m_rail;
    Strip* m_strip;
    ProblemBanner* m_problem;
    NoticeBanner* m_notice;
    QStringList m_leftTools; ///< names of tools that use a previous port of the gateway
    UndoBar* m_undo;
    pages::UnsavedText* m_unsaved;
    QStackedWidget* m_pages;
    widgets::LastInput* m_lastInput;
    std::vector<QPointer<QWidget>> m_made; ///< by index of `pageTable()`
    std::vector<int> m_history;
    int m_current = -1;
    FirstRunDoor* m_firstRun;
    HelpKey* m_help;
    std::function<void(const QUrl&)> m_openUrl;
    QPointer<pages::TryDialog> m_try;
    bool m_wasShown = false;
    bool m_isNarrow = false;
};

} // namespace ui::shell
