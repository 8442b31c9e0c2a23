#include "section_view.h"

#include "ui/look/theme.h"
#include "ui/widgets/label.h"
#include "ui/widgets/status_label.h"
#include "ui/words/sentence_words.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace ui::pages {

using models::TextLine;
using models::TextSection;
using widgets::Label;

SectionView::SectionView(QWidget* parent) : FocusPart(parent), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(ringSpace(), ringSpace(), ringSpace(), ringSpace());
    m_column->addStretch(1); // the lines must not take the remaining height: their width determines it
}

void SectionView::setSections(std::vector<TextSection> sections)
{
    if (m_content && sections == m_sections) return;
    m_sections = std::move(sections);
    delete m_content;
    m_content = new QWidget(this);
    auto* column = new QVBoxLayout(m_content);
    column->setContentsMargins({});
    column->setSpacing(look::theme().px(8));
    m_column->insertWidget(0, m_content);
    for (const TextSection& section : m_sections) addSection(section);
    setAccessibleDescription(text());
    m_content->show();
    updateGeometry();
}

void SectionView::addSection(const TextSection& section)
{
    auto* column = static_cast<QVBoxLayout*>(m_content->layout());
    if (column->count() > 0) column->addWidget(new widgets::Hairline(Qt::Horizontal, look::Color::Hairline, m_content));
    if (!section.title.isEmpty()) column->addWidget(new Label(section.title, look::TextRole::Body, Label::Tone::Secondary, m_content));
    for (const TextLine& each : section.lines) column->addWidget(line(each, m_content));
}

QWidget* SectionView::line(const TextLine& line, QWidget* parent) const
{
    const look::Theme& theme = look::theme();
    auto* row = new QWidget(parent);
    const auto shown = [](const QString& text) { return words::SentenceWords::withShortNames(text); };
    const bool isShort = shown(line.text) != line.text || shown(line.detail) != line.detail;
    row->setToolTip(!line.toolTip.isEmpty() || !isShort ? line.toolTip : models::toText({TextSection{{}, {line}}}));
    auto* cells = new QHBoxLayout(row);
    cells->setContentsMargins({});
    cells->setSpacing(theme.px(8));
    if (const auto status = look::statusNamed(line.status)) {
        auto* shape = new widgets::StatusShape(*status, row);
        // Centred on the first line.
        auto* box = new QVBoxLayout;
        box->setContentsMargins(0, std::max(0, (fontMetrics().height() - shape->sizeHint().height()) / 2), 0, 0);
        box->addWidget(shape);
        box->addStretch(1);
        cells->addLayout(box);
    }
    auto* texts = new QVBoxLayout;
    texts->setSpacing(2);
    auto* first = new QHBoxLayout;
    first->setSpacing(theme.px(8));
    auto* text = new Label(shown(line.text), line.isStrong ? look::TextRole::Heading : look::TextRole::Body, Label::Tone::Normal, row);
    text->setWordWrap(true);
    first->addWidget(text, 1);
    if (!line.aside.isEmpty()) first->addWidget(new widgets::ElidedLabel(line.aside, look::TextRole::Body, Label::Tone::Secondary, row), 0, Qt::AlignTop);
    texts->addLayout(first);
    if (!line.detail.isEmpty()) {
        auto* detail = new Label(shown(line.detail), look::TextRole::Body, Label::Tone::Secondary, row);
        detail->setWordWrap(true);
        texts->addWidget(detail);
    }
    cells->addLayout(texts, 1);
    return row;
}

/// Keeps the height although a neighbour wraps as well: layouts take from one what they give the other in excess.
void SectionView::keepHeight()
{
    if (const int needed = std::max(m_column->totalHeightForWidth(width()), 0); needed != minimumHeight()) setMinimumHeight(needed);
}

bool SectionView::event(QEvent* event)
{
    const bool isDone = FocusPart::event(event);
    if (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest) keepHeight();
    return isDone;
}

void SectionView::keyPressEvent(QKeyEvent* event)
{
    if (!event->matches(QKeySequence::Copy)) return FocusPart::keyPressEvent(event);
    QGuiApplication::clipboard()->setText(text());
    event->accept();
}

} // namespace ui::pages
