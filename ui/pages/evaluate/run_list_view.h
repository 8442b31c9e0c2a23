#pragma once

#include "ui/models/evaluation/eval_dataset_list_model.h"
#include "ui/models/evaluation/eval_run_list_model.h"

#include <QWidget>

class QBoxLayout;

namespace ui::widgets {
class Button;
class ProblemLine;
}

namespace ui::pages {

class ListSelection;
class TableCard;

/// The datasets, and the runs.
class RunListView final : public QWidget {
    Q_OBJECT
public:
    /// Both must outlive it.
    RunListView(models::EvalDatasetListModel& datasets, models::EvalRunListModel& runs, QWidget* parent = nullptr);

    void retranslate();
    /// Why no run can go on at the moment; empty: one can.
    void setObstacle(const QString& obstacle);
    QString selectedRun() const;
    QString selectedDataset() const; ///< path
    void focusRuns();

Q_SIGNALS:
    void runWanted(const QString& id);
    void resumeWanted(const QString& id);
    void newRunWanted(const QString& dataset); ///< path

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
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
    widgets::Button* m_first; ///< runs a dataset that comes with the program
    widgets::ProblemLine* m_unreadable;
    QString m_obstacle;
};

} // namespace ui::pages
