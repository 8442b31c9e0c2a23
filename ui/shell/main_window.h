#pragma once

#include "page_table.h"
#include "window_state.h"

#include "gateway/usage/search/request_filter.h"
#include "ui/wizard/first_run_dialog.h"

#include <QPointer>
#include <QWidget>

#include <functional>
#include <vector>

class QStackedWidget;

namespace ui::pages {
class TestRequestDialog;
}

namespace ui::shell {

class Banner;
class Rail;
class Strip;
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
        wizard::Autostart autostart = {};
    };

    explicit MainWindow(Parts parts, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// Makes the page if it was not shown before. Unknown ids do nothing.
    void showPage(const QString& id);
    QString currentPage() const;
    /// Null if the page was not shown yet.
    QWidget* page(const QString& id) const;
    /// Shows the window in front, whatever it was before.
    void bringToFront();
    void showProvider(const QString& id);
    /// The requests behind a number.
    void showRequests(const gateway::usage::RequestFilter& filter);
    void sendTestRequest();
    /// From where it was left; from its beginning where it came to its end.
    void openFirstRun();

Q_SIGNALS:
    void quitRequested();
    void hiddenByUser(); ///< closed with `Hide`: time for the one notice

protected:
    void showEvent(QShowEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void build();
    void makeShortcuts();
    void retranslate();
    void showIndex(int index, bool remember);
    void goBack();
    void nextPane();
    void togglePause();
    void showProblem();
    void setNarrow(bool narrow);
    std::vector<Jump> jumps();
    QSize initialSize() const;

    Parts m_parts;
    WindowState m_state;
    Rail* m_rail;
    Strip* m_strip;
    Banner* m_banner;
    QStackedWidget* m_pages;
    std::vector<QPointer<QWidget>> m_made; ///< by index of `pageTable()`
    std::vector<int> m_history;
    int m_current = -1;
    QPointer<pages::TestRequestDialog> m_test;
    QPointer<wizard::FirstRunDialog> m_firstRun;
    bool m_wasShown = false;
    bool m_isNarrow = false;
};

} // namespace ui::shell
