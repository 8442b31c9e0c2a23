#include "question_card.h"

#include "section_view.h"

#include "ui/look/scroll.h"
#include "ui/look/theme.h"

#include <QScrollArea>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace ui::pages {

QuestionCard::QuestionCard(QWidget* parent)
    : Card({}, parent), m_scroll(new QScrollArea(this)), m_content(new QWidget), m_fields(new QVBoxLayout), m_answer(new SectionView(m_content))
{
    const look::Theme& theme = look::theme();
    const int x = theme.px(theme.metrics().cardPaddingX) - look::kCardEdge;
    // The focus ring has a distance to the result text, which is aligned with the fields.
    const int ring = SectionView::ringSpace();
    m_fields->setContentsMargins(ring, 0, ring, 0);
    m_fields->setSpacing(theme.px(8));
    auto* column = new QVBoxLayout(m_content);
    column->setContentsMargins(x - ring, theme.px(4), x - ring, theme.px(theme.metrics().cardPaddingY));
    column->setSpacing(theme.px(theme.metrics().gap));
    column->addLayout(m_fields);
    column->addWidget(m_answer);
    column->addStretch(1);
    m_answer->hide();
    look::scrollPlainly(*m_scroll, m_content);
    body()->addWidget(m_scroll, 1);
}

void QuestionCard::showAnswer(std::vector<models::TextSection> sections)
{
    m_hasAnswer = true;
    m_answer->setSections(std::move(sections));
    m_answer->show();
}

void QuestionCard::clearAnswer()
{
    m_hasAnswer = false;
    m_answer->hide();
}

void QuestionCard::revealAnswer()
{
    // After the layout was updated.
    QTimer::singleShot(0, this, [this] {
        const int shown = std::min(m_answer->height(), m_scroll->viewport()->height());
        m_scroll->ensureVisible(0, m_answer->y() + shown, 0, 0);
    });
}

} // namespace ui::pages
