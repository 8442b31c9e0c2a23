#pragma once

#include "ui/models/evaluation/eval_matrix_model.h"
#include "ui/models/evaluation/eval_run_list_model.h"
#include "ui/models/evaluation/eval_run_results.h"
#include "ui/models/evaluation/eval_session.h"

#include <QTimer>
#include <QWidget>

#include <memory>
#include <vector>

class QBoxLayout;
class QComboBox;
class QDoubleSpinBox;

namespace ui::look {
class Seen;
}
namespace ui::widgets {
class Button;
class Card;
class Label;
class ProblemLine;
class SplitBar;
class StatusLabel;
}

namespace ui::pages {

class ParetoPlot;
class TableCard;

/// A run: its progress while it is carried out, and what it shows.
class RunView final : public QWidget {
    Q_OBJECT
public:
    /// All must outlive it.
    RunView(models::EvalSession& session, models::EvalRunListModel& runs, models::EvalRunResults& results, QWidget* parent = nullptr);

    void retranslate();
    /// Shows the run of `results`.
    void settle();
    /// What is shown about a file that was written.
    void tellOfFile(const QString& words, bool isProblem);
    /// "Support questions, 200 rows, finished".
    QString phrase() const;

Q_SIGNALS:
    void resumeWanted(const gateway::evaluation::ResumeChanges& changes);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    void buildProgress();
    void buildTables();
    bool isCarriedOut() const;
    void settleProgress();
    void settleFacts();
    void settleTables();
    void addFact(const char* name);

    models::EvalSession& m_session;
    models::EvalRunListModel& m_runs;
    models::EvalRunResults& m_results;
    models::EvalMatrixModel m_matrix;
    models::EvalTagModel m_tags;
    std::shared_ptr<const gateway::evaluation::RunResults> m_shown; ///< in the tables
    look::Seen* m_seen;
    QTimer m_again; ///< reads the results again while the run is carried out
    widgets::Card* m_progressCard;
    widgets::StatusLabel* m_state;
    widgets::Label* m_progressText;
    widgets::SplitBar* m_bar;
    QDoubleSpinBox* m_limit;
    widgets::Label* m_limitLabel;
    widgets::Button* m_pause;
    widgets::Button* m_stop;
    widgets::Button* m_resume;
    widgets::ProblemLine* m_problem;
    widgets::Label* m_file;
    widgets::Card* m_factCard;
    struct Fact {
        const char* name;
        QWidget* whole;
        widgets::Label* title;
        widgets::Label* value;
    };
    std::vector<Fact> m_facts;
    TableCard* m_matrixCard;
    QComboBox* m_base;
    widgets::Label* m_baseLabel;
    widgets::Button* m_pairs; ///< all of them
    QBoxLayout* m_lower;
    widgets::Card* m_chartCard;
    ParetoPlot* m_plot;
    widgets::Label* m_unpriced;
    TableCard* m_tagCard;
};

} // namespace ui::pages
