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
}

namespace ui::shell {

class FirstRunDoor;
class HelpKey;
class ProblemBanner;
class Rail;
class Strip;
class UndoBar;
struct Jump;

/// What closing the window means: `Hide` where a tray icon can bring it back,
/// `Minimise` where none can, `Quit` where the user wants that.
enum class CloseAction { Hide, Minimise, Quit };

/// The window: rail, strip, pages. Never ends the program by itself.
class MainWindow : public QWidget {
    Q_OBJECT
public:
    struct Parts {
        PageContext context;
        std::function<CloseAction()> closePolicy; ///< asked at each closing; not set: `Quit`
        QString stateFile; ///< absolute path of an ini file in the data folder; empty: nothing is remembered
    };

    explicit MainWindow(Parts parts, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// Makes the page if it was not shown before. Unknown ids do nothing.
    void showPage(const QString& id);
    QString currentPage() const;
    /// Null if the page was not shown yet.
    QWidget* page(const QString& id) const;
    /// What was typed and is not saved.
    pages::UnsavedText& unsaved() const { return *m_unsaved; }
    /// Shows the window in front, whatever it was before.
    void bringToFront();
    void showProvider(const QString& id);
    /// The requests behind a number.
    void showRequests(const gateway::usage::RequestFilter& filter);
    void showRoute(const QString& id);
    void showConsumer(const QString& name);
    void addRoute(const models::RouteProposal& proposal);
    /// What can be done about a port that is taken.
    void solvePort();
    /// A room of the settings, such as "doctor"; `pattern`: of a field whose row is to be shown; may be empty.
    void showSettings(const QString& room, const QString& pattern = {});
    /// The help of a page, by its id; "index" is its contents.
    void showHelp(const QString& topic);

    // What commands do.
    /// The panel that talks with models.
    void tryIt();
    /// The same, and sends a question at once.
    void sendTestRequest();
    /// Something that happened, under the strip. See `NoticeBanner::tell()`.
    void showNotice(look::Status status, std::function<NoticeWords()> words, std::function<void()> then = {}, const QString& subject = {});
    void withdrawNotice(const QString& subject);
    bool hasNotice() const;
    /// The application's log in the settings.
    void showLog();
    /// The form of a new provider, filled in as far as it is known.
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
    /// Changes language or theme, and saves that.
    void changeLook(const std::function<void(gateway::config::UiSettings&)>& change);
    void quit() { Q_EMIT quitRequested(); }
    const PageContext& context() const { return m_parts.context; }
    /// Instead of the desktop's own way.
    void setOpenUrl(std::function<void(const QUrl&)> open) { m_openUrl = std::move(open); }
    /// From where it was left; from its beginning where it came to its end.
    void openFirstRun();
    /// The same as the program starts, unless a request has gone through since it was left: that is its end.
    void goOnWithFirstRun();
    /// The control that is wanted first on the page has the focus, and is seen to: for whoever comes by the keyboard.
    void focusPage();
    /// The same for whoever came by a key; else the page has the focus.
    void enterPage();
    bool leaveHidden();

Q_SIGNALS:
    void quitRequested();
    void restartRequested(); ///< of the whole program, at once
    void freshStartRequested(); ///< the same, once what is under way has ended
    void hiddenByUser(); ///< closed with `Hide`: time for the one notice

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
    QStringList m_leftTools; ///< that ask at a port where the gateway listened before, by their names
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
