#include "label.h"

#include "ui/look/line.h"

#include <QEvent>
#include <QHelpEvent>
#include <QPainter>
#include <QStyle>
#include <QToolTip>

namespace ui::widgets {

namespace {

QPalette::ColorRole roleOf(Label::Tone tone)
{
    switch (tone) {
    case Label::Tone::Secondary: return QPalette::PlaceholderText;
    case Label::Tone::Link: return QPalette::Link;
    case Label::Tone::Error: return QPalette::BrightText;
    case Label::Tone::Normal: break;
    }
    return QPalette::WindowText;
}

constexpr int kLongWord = 48; // characters; a longer word may be broken
constexpr int kPart = 24;     // characters of it without a place for a break
constexpr QChar kBreak(0x200b);
constexpr int kLeastCharacters = 6; // minimum width of an elided label

} // namespace

QString breakable(const QString& text)
{
    const QStringList words = text.split(QLatin1Char(' '));
    QStringList broken;
    for (const QString& word : words) {
        QString parts;
        int length = 0;
        for (const QChar character : word) {
            parts += character;
            const bool isEnd = !character.isLetterOrNumber() && length > 0;
            if (++length < kPart && !isEnd) continue;
            parts += kBreak;
            length = 0;
        }
        broken += word.size() > kLongWord ? parts : word;
    }
    return broken.join(QLatin1Char(' '));
}

Label::Label(const QString& text, look::TextRole role, Tone tone, QWidget* parent) : QLabel(text, parent), m_role(role)
{
    setTextFormat(Qt::PlainText);
    setFont(look::theme().font(m_role));
    setTone(tone);
}

void Label::setRole(look::TextRole role)
{
    m_role = role;
    setFont(look::theme().font(m_role));
}

void Label::setTone(Tone tone) { setForegroundRole(roleOf(tone)); }

bool Label::event(QEvent* event)
{
    if (event->type() == QEvent::ApplicationFontChange)
        setFont(look::theme().font(m_role));
    return QLabel::event(event);
}

ElidedLabel::ElidedLabel(const QString& text, look::TextRole role, Tone tone, QWidget* parent) : Label(text, role, tone, parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ElidedLabel::setElideMode(Qt::TextElideMode mode)
{
    m_mode = mode;
    update();
}

void ElidedLabel::setRoomFor(const QStringList& texts)
{
    m_roomFor = texts;
    updateGeometry();
}

QSize ElidedLabel::minimumSizeHint() const
{
    const QFontMetrics metrics = fontMetrics();
    const int whole = metrics.horizontalAdvance(text());
    int least = qMin(whole + 1, metrics.averageCharWidth() * kLeastCharacters);
    for (const QString& text : m_roomFor) least = qMax(least, metrics.horizontalAdvance(text) + 1);
    return {least, metrics.height()};
}

QSize ElidedLabel::sizeHint() const
{
    const QFontMetrics metrics = fontMetrics();
    return {metrics.horizontalAdvance(text()) + 1, metrics.height()};
}

bool ElidedLabel::isElided() const { return fontMetrics().horizontalAdvance(text()) > contentsRect().width(); }

bool ElidedLabel::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip && toolTip().isEmpty() && isElided()) {
        QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), text(), this);
        return true;
    }
    return Label::event(event);
}

void ElidedLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setPen(palette().color(isEnabled() ? QPalette::Active : QPalette::Disabled, foregroundRole()));
    const QString shown = fontMetrics().elidedText(text(), m_mode, contentsRect().width());
    const auto aligned = QStyle::visualAlignment(layoutDirection(), alignment());
    painter.drawText(contentsRect(), static_cast<int>(aligned | Qt::TextSingleLine), shown);
}

Hairline::Hairline(Qt::Orientation orientation, look::Color color, QWidget* parent) : QWidget(parent), m_color(color)
{
    if (orientation == Qt::Horizontal)
        setFixedHeight(1);
    else
        setFixedWidth(1);
}

void Hairline::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    look::paintLine(painter, rect(), look::theme().color(m_color));
}

} // namespace ui::widgets
