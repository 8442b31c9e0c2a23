#pragma once

#include "ui/models/evaluation/eval_dataset_list_model.h"
#include "ui/models/evaluation/eval_run_list_model.h"
#include "ui/models/evaluation/eval_run_pair.h"
#include "ui/models/evaluation/eval_run_results.h"
#include "ui/models/evaluation/eval_session.h"
#include "ui/models/gateway_parts.h"

#include <QWidget>

#include <string>

class QMenu;
class QStackedWidget;

namespace ui::look {
class Seen;
}
namespace ui::widgets {
class Button;
class PageHeader;
}

namespace ui::pages {

class NewRunView;
class RowsView;
class RunListView;
class RunView;

/// Evaluate: sends the same questions to several models and shows which is good enough, what it costs, and whether a
/// difference is more than chance. A run goes on while other pages are shown; when the window is destroyed it stops and can
/// be resumed.
class EvaluatePage final : public QWidget {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration, models::Providers, models::Requests, models::Experiments>;
    enum class View { List, New, Run, Rows };

    /// All must outlive the page.
    EvaluatePage(const Access& access, const gateway::Clock& clock, QWidget* parent = nullptr, models::EvalSession::Doors doors = models::EvalSession::usualDoors());
    ~EvaluatePage() override;

    View view() const { return m_view; }
    models::EvalSession& session() { return m_session; }
    const models::EvalRunListModel& runs() const { return m_runs; }
    const models::EvalRunResults& results() const { return m_results; }
    void showRun(const std::string& id);
    void newRun(const QString& dataset);
    void addDataset(const QString& path);
    /// Opens the dialog that makes a dataset from past requests. `copiedRoute`: only of those whose copies were answered,
    /// of that route; empty: of any.
    void askForRequests(const std::string& copiedRoute = {});
    /// Writes the run that is shown.
    void write(gateway::evaluation::RunOutput output, const QString& path);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void build();
    void connectParts();
    void retranslate();
    void showView(View view);
    void settle();
    void goBack();
    void resume(const std::string& id, const gateway::evaluation::ResumeChanges& changes);
    void askForDataset();
    void typeDataset();
    void askToRemove(const QStringList& ids);
    void compare(const QString& later, const QString& earlier);
    void askForFile(gateway::evaluation::RunOutput output);
    void makeRoute();
    void refreshRuns();
    void setSeen(bool isSeen);

    Access m_access;
    const gateway::Clock& m_clock;
    models::EvalRunListModel m_runs;
    models::EvalDatasetListModel m_datasets;
    models::EvalRunResults m_results;
    models::EvalRunPair m_pair; ///< that is compared, if any
    models::EvalSession m_session;
    look::Seen* m_seen;
    View m_view = View::List;
    widgets::PageHeader* m_header;
    widgets::Button* m_back;
    widgets::Button* m_addDataset;
    widgets::Button* m_past;
    widgets::Button* m_new;
    widgets::Button* m_rowsButton;
    widgets::Button* m_export;
    widgets::Button* m_route;
    QMenu* m_addMenu;
    QMenu* m_exportMenu;
    QStackedWidget* m_stack;
    RunListView* m_list;
    NewRunView* m_newRun;
    RunView* m_run;
    RowsView* m_rows;
    QWidget* m_rowChoices; ///< which rows are compared
};

} // namespace ui::pages
