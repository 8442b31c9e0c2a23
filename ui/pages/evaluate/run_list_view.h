#pragma once

#include "ui/models/evaluation/eval_dataset_list_model.h"
#include "ui/models/evaluation/eval_run_list_model.h"
#include "ui/models/gateway_parts.h"

#include <QStringList>
#include <QWidget>

#include <string>

class QBoxLayout;

namespace ui::widgets {
class Button;
class ProblemLine;
}

namespace ui::pages {

class ListSelection;
class LiveComparisonCard;
class TableCard;

/// The datasets, the runs, and what is compared on live traffic. Ctrl+click selects a second run to compare.
class RunListView final : public QWidget {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::Configuration, models::Requests, models::Experiments>;

    /// All must outlive it.
    RunListView(const Access& access, const gateway::Clock& clock, models::EvalDatasetListModel& datasets, models::EvalRunListModel& runs, QWidget* parent = nullptr);

    void retranslate();
    /// Why no run can go on at the moment; empty: one can.
    void setObstacle(const QString& obstacle);
    QString selectedRun() const;
    QString selectedDataset() const; ///< path
    void selectDataset(const QString& path);
    /// What went wrong with the last action; empty: nothing.
    void sayProblem(const QString& problem);
    LiveComparisonCard& liveComparisons() { return *m_live; }
    void focusRuns();

Q_SIGNALS:
    void runWanted(const QString& id);
    void resumeWanted(const QString& id);
    void newRunWanted(const QString& dataset); ///< path
    /// Two different ones, the later one first.
    void compareWanted(const QString& later, const QString& earlier);
    /// None of them is being carried out.
    void removeWanted(const QStringList& ids);
    void scoreWanted(const std::string& route); ///< that copies requests

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    void compare();
    void remove();
    bool canRemove() const;
    void settle();

    models::EvalRunListModel& m_runs;
    QBoxLayout* m_columns;
    TableCard* m_datasetCard;
    TableCard* m_runCard;
    ListSelection* m_dataset = nullptr;
    ListSelection* m_run = nullptr;
    widgets::Button* m_use;
    widgets::Button* m_open;
    widgets::Button* m_resume;
    widgets::Button* m_compare;
    widgets::Button* m_remove;
    widgets::Button* m_first; ///< runs a dataset that comes with the program
    LiveComparisonCard* m_live;
    widgets::ProblemLine* m_problem;
    widgets::ProblemLine* m_unreadable;
    QString m_obstacle;
};

} // namespace ui::pages
