#pragma once

#include "ui/models/routes/text_section.h"
#include "ui/widgets/card.h"

class QScrollArea;

namespace ui::pages {

class SectionView;

/// A card for a query: the input fields, and below them the result in sections. Scrolls as a whole.
class QuestionCard : public widgets::Card {
    Q_OBJECT
public:
    explicit QuestionCard(QWidget* parent = nullptr);

    bool hasAnswer() const { return m_hasAnswer; }

protected:
    /// Layout for the fields, above the result.
    QVBoxLayout* fields() const { return m_fields; }
    QWidget* content() const { return m_content; }
    SectionView* answer() const { return m_answer; }
    void showAnswer(std::vector<models::TextSection> sections);
    /// Clears the result after the query was changed.
    void clearAnswer();
    /// Scrolls to the result, if it is not visible.
    void revealAnswer();

private:
    QScrollArea* m_scroll;
    QWidget* m_content;
    QVBoxLayout* m_fields;
    SectionView* m_answer;
    bool m_hasAnswer = false;
};

} // namespace ui::pages
