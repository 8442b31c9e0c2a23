#include "stat_card.h"

#include "label.h"
#include "status_label.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPainterPath>
#include <QVBoxLayout>

#include <algorithm>

namespace ui::widgets {

namespace {
constexpr int kBarHeight = 6;
constexpr double kSeam = 1.0;
constexpr double kLeastPart = 4.0; // px; less is not seen
constexpr int kTitleHeight = 20;
} // namespace

SplitBar::SplitBar(QWidget* parent) : QWidget(parent) { setFixedHeight(look::theme().px(kBarHeight)); }

void SplitBar::setParts(std::vector<BarPart> parts)
{
    m_parts = std::move(parts);
    update();
}

void SplitBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const look::Theme& theme = look::theme();
    const double radius = height() / 2.0;
    QPainterPath outline;
    outline.addRoundedRect(QRectF(rect()), radius, radius);
    painter.setClipPath(outline);
    painter.fillRect(rect(), theme.color(look::Color::Border));
    double left = 0;
    for (const BarPart& part : m_parts) {
        if (part.share <= 0)
            continue;
        const double width = std::max(std::clamp(part.share, 0.0, 1.0) * this->width(), kLeastPart);
        painter.fillRect(QRectF(left, 0, width, height()), theme.color(part.ink));
        painter.fillRect(QRectF(left + width, 0, kSeam, height()), theme.color(look::Color::Base));
        left += width + kSeam;
    }
}

StatCard::StatCard(QWidget* parent)
    : QFrame(parent), m_title(new ElidedLabel({}, look::TextRole::Body, Label::Tone::Secondary, this)), m_shape(new StatusShape(look::Status::Warn, this)),
      m_number(new Label({}, look::TextRole::Number, Label::Tone::Normal, this)), m_bar(new SplitBar(this)),
      m_note(new ElidedLabel({}, look::TextRole::Small, Label::Tone::Secondary, this))
{
    const look::Metrics& metrics = look::theme().metrics();
    setFrameShape(QFrame::NoFrame);
    auto* column = new QVBoxLayout(this);
    const int x = look::theme().px(metrics.cardPaddingX);
    const int y = look::theme().px(metrics.cardPaddingY);
    column->setContentsMargins(x, y - 2, x, y - 2);
    column->setSpacing(look::theme().px(4));
    auto* top = new QHBoxLayout;
    top->addWidget(m_title, 1);
    top->addWidget(m_shape);
    m_title->setMinimumHeight(look::theme().px(kTitleHeight));
    column->addLayout(top);
    column->addWidget(m_number);
    column->addWidget(m_bar);
    column->addWidget(m_note);
    m_shape->hide();
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void StatCard::setTitle(const QString& title)
{
    m_title->setText(title);
    describe();
}

void StatCard::setNumber(const QString& number)
{
    m_number->setText(number);
    describe();
}

void StatCard::setNote(const QString& note)
{
    m_note->setText(note);
    describe();
}

void StatCard::setParts(std::vector<BarPart> parts) { m_bar->setParts(std::move(parts)); }

void StatCard::setStatus(std::optional<look::Status> status, const QString& word)
{
    m_shape->setVisible(status.has_value());
    m_shape->setStatus(status.value_or(look::Status::Idle));
    m_shape->setToolTip(word);
    m_shape->setAccessibleName(word);
}

QString StatCard::number() const { return m_number->text(); }
QString StatCard::note() const { return m_note->text(); }

void StatCard::describe()
{
    setAccessibleName(m_title->text());
    setAccessibleDescription(m_number->text() + QStringLiteral(", ") + m_note->text());
}

void StatCard::paintEvent(QPaintEvent*)
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
