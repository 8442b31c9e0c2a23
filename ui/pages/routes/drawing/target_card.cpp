#include "target_card.h"

#include "ui/look/icons.h"
#include "ui/look/line.h"
#include "ui/look/theme.h"
#include "ui/widgets/button.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace ui::pages {

using look::Color;
using look::TextRole;
using models::TargetStep;

namespace {

constexpr int kHandle = 34;
constexpr int kHandleIcon = 14;
constexpr int kPadding = 10;
constexpr int kLineGap = 3;
constexpr int kMarkGap = 7;
constexpr int kMoreSide = 26;
constexpr int kLeastWidth = 260;
constexpr int kLeastWho = 72; ///< for provider and model, before a long state is cut
constexpr double kWhoPart = 0.47; ///< of the width behind the handle, for provider and model

QFontMetrics metricsOf(TextRole role) { return QFontMetrics(look::theme().font(role)); }

} // namespace

TargetCard::TargetCard(QWidget* parent) : QAbstractButton(parent), m_more(new widgets::Button(widgets::ButtonKind::Icon, {}, QStringLiteral("act-more"), this))
{
    setObjectName(QStringLiteral("targetCard"));
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::OpenHandCursor);
    setAttribute(Qt::WA_Hover);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    m_more->setObjectName(QStringLiteral("targetMore"));
    m_more->setFocusPolicy(Qt::NoFocus); // the card handles the menu key
    m_more->setCursor(Qt::ArrowCursor);
    m_more->hide();
    connect(m_more, &QPushButton::clicked, this, [this] { Q_EMIT menuWanted(m_more->mapToGlobal(QPoint(0, m_more->height()))); });
    retranslate();
}

void TargetCard::retranslate() { m_more->setHint(tr("More for this target")); }

QString TargetCard::modelText() const { return m_picture.model.isEmpty() ? tr("requested model") : m_picture.model; }

void TargetCard::setPicture(const models::TargetPicture& picture, const QString& station)
{
    if (picture == m_picture && station == m_station) return;
    const bool isOther = picture.target != m_picture.target || picture.provider != m_picture.provider || picture.model != m_picture.model;
    if (m_isDragged && isOther) { // the dragged target was replaced by another
        endDrag();
        Q_EMIT dragEnded();
    }
    m_picture = picture;
    m_station = station;
    QStringList more{station};
    if (picture.isByHand) more << tr("pinned");
    more << picture.state.word;
    if (!picture.share.isEmpty()) more << tr("share %1").arg(picture.share);
    if (!picture.note.isEmpty()) more << picture.note;
    if (picture.isServing) more << tr("in use now");
    setAccessibleName(tr("%1, %2", "a provider and its model").arg(picture.provider, modelText()));
    setAccessibleDescription(more.join(QStringLiteral(", ")));
    setToolTip(QStringLiteral("%1 · %2\n%3").arg(picture.provider, modelText(), more.join(QStringLiteral("\n"))));
    updateGeometry();
    update();
}

TargetCard::Areas TargetCard::areas(int width) const
{
    const look::Theme& theme = look::theme();
    const int pad = theme.px(kPadding);
    const int first = metricsOf(TextRole::Heading).height();
    const int second = metricsOf(TextRole::Mono).height();
    const int shape = theme.px(theme.metrics().iconStatus);
    const int left = theme.px(kHandle);
    const int right = width - pad - theme.px(4);
    const int share = m_picture.share.isEmpty() ? 0 : metricsOf(TextRole::Heading).horizontalAdvance(m_picture.share) + theme.px(8);
    const int wanted = shape + theme.px(kMarkGap) + metricsOf(TextRole::Body).horizontalAdvance(m_picture.state.word) + 1 + share;
    const int middle = std::max(left + theme.px(kLeastWho), std::min(left + static_cast<int>((right - left) * kWhoPart), right - wanted));
    const int below = pad + first + theme.px(kLineGap);
    Areas areas;
    areas.provider = QRect(left, pad, middle - left - pad, first);
    areas.model = QRect(left, below, middle - left - pad, second);
    areas.shape = QRect(middle, pad, shape, first);
    areas.state = QRect(middle + shape + theme.px(kMarkGap), pad, right - share - middle - shape - theme.px(kMarkGap), first);
    areas.share = QRect(right - share, pad, share, first);
    const QRect room(middle, below, std::max(1, right - theme.px(kMoreSide) - middle), 1);
    const QRect note = m_picture.note.isEmpty() ? QRect() : metricsOf(TextRole::Small).boundingRect(room.adjusted(0, 0, 0, 1000), Qt::TextWordWrap, m_picture.note);
    areas.note = QRect(room.left(), room.top(), room.width(), note.height());
    areas.height = below + std::max(second, areas.note.height()) + pad;
    areas.handle = QRect(0, 0, left, areas.height);
    return areas;
}

int TargetCard::heightForWidth(int width) const { return areas(width).height; }

QSize TargetCard::sizeHint() const
{
    const int width = look::theme().px(kLeastWidth);
    return {width, heightForWidth(width)};
}

QSize TargetCard::minimumSizeHint() const { return {look::theme().px(kLeastWidth), areas(std::max(width(), look::theme().px(kLeastWidth))).height}; }

void TargetCard::paintGround(QPainter& painter) const
{
    const look::Theme& theme = look::theme();
    const int radius = theme.px(theme.metrics().radiusCard);
    const bool isBold = m_picture.isServing;
    const double width = isBold ? 2 : 1;
    painter.setPen(QPen(theme.color(isBold ? Color::AccentText : Color::Border), width));
    painter.setBrush(theme.color(underMouse() || isDown() ? Color::Hover : Color::Base));
    painter.drawRoundedRect(QRectF(rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2), radius, radius);
    if (!hasFocus()) return;
    constexpr int kInset = 3; // from the card's edge
    look::paintFocusRing(painter, QRectF(rect()).adjusted(kInset, kInset, -kInset, -kInset), radius - 2);
}

void TargetCard::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const look::Theme& theme = look::theme();
    if (m_isDragged) painter.setOpacity(0.35);
    paintGround(painter);
    const Areas areas = this->areas(width());
    look::paintIcon(painter, areas.handle, QStringLiteral("act-drag"), theme.px(kHandleIcon), theme.color(Color::TextSecondary));
    const auto text = [&](const QRect& area, TextRole role, const QColor& color, const QString& words, Qt::TextElideMode mode, int side) {
        painter.setFont(theme.font(role));
        painter.setPen(color);
        painter.drawText(area, side | Qt::AlignVCenter | Qt::TextSingleLine, painter.fontMetrics().elidedText(words, mode, area.width()));
    };
    const bool isAsked = m_picture.model.isEmpty();
    text(areas.provider, TextRole::Heading, theme.color(Color::Text), m_picture.provider, Qt::ElideRight, Qt::AlignLeft);
    text(areas.model, isAsked ? TextRole::Small : TextRole::Mono, theme.color(Color::TextSecondary), modelText(), Qt::ElideMiddle, Qt::AlignLeft);
    const auto status = look::statusNamed(m_picture.state.status).value_or(look::Status::Unknown);
    const bool isQuiet = status == look::Status::Ok || status == look::Status::Idle || status == look::Status::Unknown;
    look::paintIcon(painter, areas.shape, theme.shape(status), areas.shape.width(), theme.color(status));
    text(areas.state, TextRole::Body, isQuiet ? theme.color(Color::TextSecondary) : theme.color(status), m_picture.state.word, Qt::ElideRight, Qt::AlignLeft);
    text(areas.share, TextRole::Heading, theme.color(Color::Text), m_picture.share, Qt::ElideRight, Qt::AlignRight);
    painter.setFont(theme.font(TextRole::Small));
    painter.setPen(theme.color(m_picture.isLess ? Color::Warn : Color::TextSecondary));
    painter.drawText(areas.note, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, m_picture.note);
}

std::optional<TargetStep> TargetCard::stepOf(const QKeyEvent& event)
{
    if (event.modifiers() != Qt::AltModifier) return std::nullopt;
    switch (event.key()) {
    case Qt::Key_Up: return TargetStep::Up;
    case Qt::Key_Down: return TargetStep::Down;
    case Qt::Key_Left: return TargetStep::Higher;
    case Qt::Key_Right: return TargetStep::Lower;
    default: return std::nullopt;
    }
}

bool TargetCard::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto& key = static_cast<const QKeyEvent&>(*event);
        if (stepOf(key) || key.key() == Qt::Key_Delete || (m_isDragged && key.key() == Qt::Key_Escape)) {
            event->accept(); // Alt+Left would leave the page
            return true;
        }
    }
    return QAbstractButton::event(event);
}

void TargetCard::keyPressEvent(QKeyEvent* event)
{
    if (const auto step = stepOf(*event)) {
        Q_EMIT stepWanted(*step);
    } else if (event->key() == Qt::Key_Delete) {
        Q_EMIT removeWanted();
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        click();
    } else if (event->key() == Qt::Key_Escape && m_isDragged) {
        endDrag();
        Q_EMIT dragEnded();
    } else {
        QAbstractButton::keyPressEvent(event);
    }
}

void TargetCard::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton) return;
    m_pressed = event->position().toPoint();
    m_isPressed = true;
    setFocus(Qt::MouseFocusReason);
}

void TargetCard::mouseMoveEvent(QMouseEvent* event)
{
    if (!m_isPressed) return;
    const QPoint at = event->position().toPoint();
    if (!m_isDragged && (at - m_pressed).manhattanLength() < QApplication::startDragDistance()) return;
    if (!m_isDragged) {
        m_isDragged = true;
        setCursor(Qt::ClosedHandCursor);
        update();
    }
    Q_EMIT dragged(event->globalPosition().toPoint());
}

void TargetCard::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !m_isPressed) return;
    const bool wasDragged = m_isDragged;
    endDrag();
    if (wasDragged) Q_EMIT dropped(); // may destroy this card
}

void TargetCard::endDrag()
{
    m_isPressed = false;
    m_isDragged = false;
    setCursor(Qt::OpenHandCursor);
    update();
}

void TargetCard::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton) click();
}

void TargetCard::contextMenuEvent(QContextMenuEvent* event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    Q_EMIT menuWanted(byKey ? mapToGlobal(QPoint(look::theme().px(kHandle), height())) : event->globalPos());
}

void TargetCard::settleMore()
{
    m_more->setVisible(underMouse() || hasFocus());
    update();
}

void TargetCard::enterEvent(QEnterEvent* event)
{
    QAbstractButton::enterEvent(event);
    settleMore();
}

void TargetCard::leaveEvent(QEvent* event)
{
    QAbstractButton::leaveEvent(event);
    settleMore();
}

void TargetCard::focusInEvent(QFocusEvent* event)
{
    QAbstractButton::focusInEvent(event);
    settleMore();
}

void TargetCard::focusOutEvent(QFocusEvent* event)
{
    QAbstractButton::focusOutEvent(event);
    settleMore();
}

void TargetCard::resizeEvent(QResizeEvent* event)
{
    const int side = look::theme().px(kMoreSide);
    m_more->setFixedSize(side, side);
    m_more->move(width() - side - look::theme().px(6), height() - side - look::theme().px(4));
    QAbstractButton::resizeEvent(event);
}

} // namespace ui::pages
