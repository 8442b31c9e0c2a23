#include "button.h"

#include "ui/look/icons.h"

#include <QEvent>
#include <QKeySequence>

namespace ui::widgets {

namespace {

look::Color iconColor(ButtonKind kind)
{
    switch (kind) {
    case ButtonKind::Primary: return look::Color::OnAccent;
    case ButtonKind::Link: return look::Color::AccentText;
    case ButtonKind::Icon: return look::Color::TextSecondary;
    case ButtonKind::Plain: break;
    }
    return look::Color::TextSecondary;
}

constexpr auto kMnemonic = "&";
constexpr auto kLiteral = "&&"; // shown by Qt as a single "&"

QString replaced(QString text, const char* before, const char* after) { return text.replace(QLatin1String(before), QLatin1String(after)); }

} // namespace

Button::Button(ButtonKind kind, const QString& text, const QString& iconName, QWidget* parent) : QPushButton(parent), m_kind(kind)
{
    setText(text);
    setProperty(look::kButtonKindProperty, static_cast<int>(kind));
    setAutoDefault(false);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    if (kind == ButtonKind::Link) {
        setCursor(Qt::PointingHandCursor);
        QEvent change(QEvent::StyleChange); // its place in a layout depends on its kind
        QPushButton::event(&change);
    }
    setIconName(iconName);
}

void Button::setText(const QString& words) { QPushButton::setText(replaced(words, kMnemonic, kLiteral)); }

QString Button::text() const { return replaced(QPushButton::text(), kLiteral, kMnemonic); }

void Button::setIconName(const QString& iconName)
{
    setIcon(iconName.isEmpty() ? QIcon() : look::icon(iconName, iconColor(m_kind)));
}

void Button::setHint(const QString& words, const QKeySequence& shortcut)
{
    if (text().isEmpty()) setAccessibleName(words);
    else setAccessibleDescription(words);
    setToolTip(shortcut.isEmpty() ? words : QStringLiteral("%1 (%2)").arg(words, shortcut.toString(QKeySequence::NativeText)));
}

} // namespace ui::widgets
