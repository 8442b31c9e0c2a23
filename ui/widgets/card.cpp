#include "card.h"

#include "label.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace ui::widgets {

namespace {

constexpr int kEdge = look::kCardEdge;
constexpr int kTableBottom = 6;  // for the rounded corners
constexpr int kPhraseKept = 8;   // characters

} // namespace

Card::Card(const QString& title, QWidget* parent)
    : QFrame(parent), m_heading(new QWidget(this)), m_headingRow(new QHBoxLayout(m_heading)),
      m_title(new Label(title, look::TextRole::Heading, Label::Tone::Normal, m_heading)),
      m_phrase(new ElidedLabel({}, look::TextRole::Body, Label::Tone::Secondary, m_heading)), m_body(new QVBoxLayout(this))
{
    const look::Metrics& metrics = look::theme().metrics();
    const int x = look::theme().px(metrics.cardPaddingX);
    const int y = look::theme().px(metrics.cardPaddingY);
    setFrameShape(QFrame::NoFrame);
    setForegroundRole(QPalette::Text);
    m_headingRow->setContentsMargins(x - kEdge, y - kEdge - 4, x - kEdge, 4);
    m_headingRow->setSpacing(look::theme().px(8));
    m_headingRow->addWidget(m_title);
    m_headingRow->addWidget(m_phrase, 1);
    m_title->setMinimumHeight(look::theme().px(24));
    m_body->setContentsMargins(kEdge, kEdge, kEdge, kTableBottom);
    m_body->setSpacing(0);
    m_body->addWidget(m_heading);
    m_heading->setVisible(!title.isEmpty());
    setAccessibleName(title);
}

void Card::setTitle(const QString& title)
{
    m_title->setText(title);
    m_heading->setVisible(!title.isEmpty());
    setAccessibleName(title);
}

// A short phrase is never elided; its neighbours are.
void Card::setPhrase(const QString& phrase)
{
    m_phrase->setText(phrase);
    m_phrase->setMinimumWidth(std::min(m_phrase->sizeHint().width(), m_phrase->fontMetrics().averageCharWidth() * kPhraseKept));
}

void Card::addBesideTitle(QWidget* control)
{
    m_heading->show();
    m_headingRow->insertWidget(m_headingRow->indexOf(m_phrase), control);
}

void Card::addToHeading(QWidget* control)
{
    m_heading->show();
    m_headingRow->addWidget(control);
}

void Card::addContent(QWidget* widget, int stretch)
{
    const look::Metrics& metrics = look::theme().metrics();
    const int x = look::theme().px(metrics.cardPaddingX) - kEdge;
    auto* padded = new QVBoxLayout;
    padded->setContentsMargins(x, m_heading->isHidden() ? look::theme().px(metrics.cardPaddingY) - kEdge : 0, x,
        look::theme().px(metrics.cardPaddingY) - kTableBottom);
    padded->addWidget(widget);
    m_body->addLayout(padded, stretch);
}

void Card::addTable(QWidget* table, int stretch) { m_body->addWidget(table, stretch); }

void Card::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const look::Theme& theme = look::theme();
    const int radius = theme.px(theme.metrics().radiusCard);
    painter.setPen(QPen(theme.color(look::Color::Border), 1));
    painter.setBrush(theme.color(look::Color::Base));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
}

} // namespace ui::widgets
