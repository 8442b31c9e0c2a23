#pragma once

#include "ui/models/evaluation/eval_dataset_list_model.h"
#include "ui/models/evaluation/eval_run_draft.h"
#include "ui/models/evaluation/eval_run_list_model.h"
#include "ui/models/evaluation/eval_target_list_model.h"
#include "ui/models/gateway_parts.h"

#include <QWidget>

#include <memory>
#include <string>
#include <utility>
#include <vector>

class QBoxLayout;
class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLineEdit;
class QSpinBox;

namespace ui::widgets {
class Button;
class Card;
class Label;
class ProblemLine;
class StatusLabel;
class StatusShape;
}

namespace ui::pages {

class TableCard;

/// A new run in three steps on one page, with an estimate that follows every change. Nothing is sent before the start.
class NewRunView final : public QWidget {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration, models::Providers, models::Requests>;

    /// All must outlive it.
    NewRunView(const Access& access, models::EvalDatasetListModel& datasets, const models::EvalRunListModel& runs, QWidget* parent = nullptr);

    /// Begins anew with this dataset; empty: none.
    void begin(const QString& dataset);
    void retranslate();
    /// Why no run can begin at the moment, whatever is chosen here; empty: one can.
    void setObstacle(const QString& obstacle);
    /// Why the run that was started here could not begin; until the next change.
    void sayProblem(const QString& problem);
    const models::EvalRunDraft& draft() const { return m_draft; }
    /// How many of the three steps are complete.
    int completeSteps() const;

Q_SIGNALS:
    void startWanted(const gateway::evaluation::RunPlan& plan, const std::shared_ptr<const gateway::evaluation::Dataset>& dataset);
    void stepsChanged();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void buildSteps(QBoxLayout& column);
    void buildScoring();
    void buildEstimate();
    void connectParts();
    void fillDatasets();
    void fillBaselines();
    void fillRubrics();
    /// The text for the judge; may be empty.
    std::string rubric() const;
    void planChanged();
    gateway::evaluation::RunPlan plan() const;
    void settle();
    void settleEstimate();
    void start();

    Access m_access;
    models::EvalDatasetListModel& m_datasets;
    const models::EvalRunListModel& m_runs;
    models::EvalRunDraft m_draft;
    models::EvalTargetListModel m_targets;
    QString m_obstacle;
    bool m_isFilling = false;
    QBoxLayout* m_columns;
    widgets::Card* m_datasetCard;
    TableCard* m_targetCard;
    widgets::Card* m_scoringCard;
    widgets::Card* m_estimateCard;
    std::vector<widgets::StatusShape*> m_steps;
    QComboBox* m_dataset;
    widgets::StatusLabel* m_datasetState;
    QCheckBox* m_skipBroken;
    QCheckBox* m_allowCommands;
    QComboBox* m_judge;
    QComboBox* m_rubric;
    QCheckBox* m_pairs;
    QSpinBox* m_samples;
    QDoubleSpinBox* m_temperature;
    QComboBox* m_baseline;
    QComboBox* m_failures;
    widgets::StatusLabel* m_judgeState;
    widgets::Label* m_cost;
    widgets::Label* m_costNote;
    widgets::Label* m_time;
    widgets::Label* m_calls;
    widgets::Label* m_difference;
    QLineEdit* m_name;
    QDoubleSpinBox* m_limit;
    QComboBox* m_currency;
    QSpinBox* m_concurrency;
    QCheckBox* m_allowUnpriced;
    widgets::Label* m_reason;
    widgets::Button* m_start;
    widgets::ProblemLine* m_problem;
    std::vector<std::pair<widgets::Label*, const char*>> m_labels; ///< of fields, with their untranslated texts
};

} // namespace ui::pages
