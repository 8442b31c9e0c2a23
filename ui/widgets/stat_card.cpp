#include "stat_card.h"

#include "label.h"
#include "status_label.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QVBoxLayout>

#include <algorithm>
#include <initializer_list>

namespace ui::widgets {

namespace {
constexpr int kBarHeight = 6;
constexpr double kSeam = 1.0;
constexpr double kLeastPart = 4.0; // px; a narrower part would be invisible
constexpr int kTitleHeight = 20;

/// The card as a button for keyboard and screen readers. Shows only that it can be pressed.
class Door final : public QAbstractButton {
public:
    explicit Door(StatCard* card) : QAbstractButton(card)
    {
        setObjectName(QStringLiteral("door"));
        setFocusPolicy(Qt::TabFocus);
        setAttribute(Qt::WA_Hover);
        setCursor(Qt::PointingHandCursor);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        if (!hasFocus() && !underMouse())
            return;
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const look::Theme& theme = look::theme();
        const double line = hasFocus() ? theme.metrics().focusRing : 1;
        const int radius = theme.px(theme.metrics().radiusCard);
        painter.setPen(QPen(theme.color(hasFocus() ? look::Color::AccentText : look::Color::Control), line));
        painter.drawRoundedRect(QRectF(rect()).adjusted(line / 2, line / 2, -line / 2, -line / 2), radius, radius);
    }

    void keyPressEvent(QKeyEvent* event) override
    {
        if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
            click();
        else
            QAbstractButton::keyPressEvent(event);
    }
};
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
      m_note(new Label({}, look::TextRole::Small, Label::Tone::Secondary, this)), m_extraShape(new StatusShape(look::Status::Ok, this)),
      m_extra(new Label({}, look::TextRole::Small, Label::Tone::Secondary, this))
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
    for (Label* words : {m_number, m_note, m_extra}) { // a number may consist of two amounts
        words->setWordWrap(true);
        words->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    }
    auto* last = new QHBoxLayout;
    last->setSpacing(look::theme().px(6));
    last->addWidget(m_extraShape, 0, Qt::AlignTop);
    last->addWidget(m_extra, 1);
    column->addLayout(last);
    column->addStretch(1); // for a neighbouring card with an additional line
    m_extra->setObjectName(QStringLiteral("extraLine"));
    m_extraShape->setObjectName(QStringLiteral("extraShape"));
    for (QWidget* hidden : std::initializer_list<QWidget*>{m_shape, m_extraShape, m_extra})
        hidden->hide();
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred); // as high as its highest neighbour
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

void StatCard::setOpens(const QString& hint)
{
    if (!m_door) {
        m_door = new Door(this);
        m_door->setGeometry(rect());
        m_door->raise();
        m_door->show();
        connect(m_door, &QAbstractButton::clicked, this, &StatCard::chosen);
    }
    m_door->setWhatsThis(hint);
    describe();
}

void StatCard::resizeEvent(QResizeEvent* event)
{
    QFrame::resizeEvent(event);
    if (m_door)
        m_door->setGeometry(rect());
}

void StatCard::setExtra(const QString& extra, std::optional<look::Status> status)
{
    m_extra->setText(extra);
    m_extra->setVisible(!extra.isEmpty());
    m_extraShape->setStatus(status.value_or(look::Status::Ok));
    m_extraShape->setVisible(status && !extra.isEmpty());
    describe();
}

QString StatCard::extra() const { return m_extra->text(); }
QString StatCard::number() const { return m_number->text(); }
QString StatCard::note() const { return m_note->text(); }

void StatCard::describe()
{
    setAccessibleName(m_title->text());
    QString facts = m_number->text() + QStringLiteral(", ") + m_note->text();
    if (!m_extra->text().isEmpty())
        facts += QStringLiteral(", ") + m_extra->text();
    setAccessibleDescription(facts);
    if (!m_door)
        return;
    m_door->setAccessibleName(QStringLiteral("%1: %2").arg(m_title->text(), facts));
    m_door->setAccessibleDescription(m_door->whatsThis());
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
