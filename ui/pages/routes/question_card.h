#pragma once

#include "ui/models/routes/text_section.h"
#include "ui/widgets/card.h"

class QScrollArea;

namespace ui::pages {

class SectionView;

/// A card to ask something in: the fields of the question, and below them the
/// answer in sections. Scrolls as a whole.
class QuestionCard : public widgets::Card {
    Q_OBJECT
public:
    explicit QuestionCard(QWidget* parent = nullptr);

    bool hasAnswer() const { return m_hasAnswer; }

protected:
    /// Fields go here, above the answer.
    QVBoxLayout* fields() const { return m_fields; }
    QWidget* content() const { return m_content; }
    SectionView* answer() const { return m_answer; }
    void showAnswer(std::vector<models::TextSection> sections);
    /// The question is another by now.
    void clearAnswer();
    /// Scrolls there, as far as it is out of sight.
    void revealAnswer();

private:
    QScrollArea* m_scroll;
    QWidget* m_content;
    QVBoxLayout* m_fields;
    SectionView* m_answer;
    bool m_hasAnswer = false;
};

} // namespace ui::pages
