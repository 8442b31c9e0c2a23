#pragma once

#include "ui/models/evaluation/compared_rows_model.h"

#include <QWidget>

#include <memory>

class QBoxLayout;
class QCheckBox;
class QComboBox;

namespace gateway::evaluation {
struct RunResults;
}
namespace ui::widgets {
class Button;
class Card;
class Label;
class ProblemLine;
class StatusLabel;
}

namespace ui::pages {

class AnswerView;
class TableCard;

/// The rows of a run side by side for two of its targets, and the rating of their answers by keyboard: ← A, → B, ↓ tie, ↑
/// both wrong, Space skips, Backspace undoes. While it is blind, A and B are shuffled for every row, and names, checks,
/// cost and time appear after the rating; the next key moves on.
class RowsView final : public QWidget {
    Q_OBJECT
public:
    explicit RowsView(const QString& dataDir, QWidget* parent = nullptr);

    /// Shows the first two targets, or those that were chosen last in the same run.
    void open(std::shared_ptr<const gateway::evaluation::RunResults> results);
    void retranslate();
    /// Which rows are shown, left to right. For the page: outside of this view, since arrow keys rate here.
    QList<QWidget*> controls() const;
    const models::ComparedRowsModel& rows() const { return m_rows; }
    /// Whether the left answer is that of the second target.
    bool isSwapped() const;
    bool isRevealed() const { return m_isRevealed; }

private:
    using Verdict = models::ComparedRowsModel::Verdict;
    struct Side {
        widgets::Card* card = nullptr;
        AnswerView* text = nullptr;
        widgets::Label* facts = nullptr;
        widgets::Label* checks = nullptr;
    };

    void build();
    void buildSide(Side& side);
    void connectKeys();
    void choose();
    void fillChoices();
    int place() const; ///< -1: none
    void goTo(int place);
    void act(Qt::Key key);
    void rate(Qt::Key key);
    void next();
    void undo();
    void showDetail();
    void showSide(Side& side, bool isSecond);
    void settle();
    QString targetName(std::size_t target) const;

    std::shared_ptr<const gateway::evaluation::RunResults> m_results;
    models::ComparedRowsModel m_rows;
    QComboBox* m_pair;
    QComboBox* m_tag;
    QComboBox* m_shown;
    QCheckBox* m_blind;
    TableCard* m_list;
    QBoxLayout* m_columns;
    widgets::Card* m_questionCard;
    widgets::Label* m_question;
    widgets::Label* m_reference;
    Side m_left;
    Side m_right;
    widgets::Card* m_rateCard;
    widgets::Button* m_first;
    widgets::Button* m_second;
    widgets::Button* m_tie;
    widgets::Button* m_bad;
    widgets::Button* m_skip;
    widgets::Button* m_undo;
    widgets::StatusLabel* m_said;
    widgets::ProblemLine* m_problem;
    bool m_isFilling = false;
    bool m_isRevealed = false;
};

} // namespace ui::pages
