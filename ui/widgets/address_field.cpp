#include "address_field.h"

#include "button.h"
#include "copy_text.h"
#include "label.h"

#include "ui/look/icons.h"

#include <QHBoxLayout>
#include <QPainter>

#include <algorithm>

namespace ui::widgets {

namespace {
constexpr int kTextInset = 12;
constexpr int kLineInset = 6; // of the separator before the button, from top and bottom
} // namespace

AddressField::AddressField(QWidget* parent)
    : QFrame(parent), m_text(new ElidedLabel({}, look::TextRole::Mono, Label::Tone::Normal, this)), m_copy(new Button(ButtonKind::Icon, {}, QStringLiteral("act-copy"), this))
{
    setFrameShape(QFrame::NoFrame);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(look::theme().px(kTextInset), 0, 1, 0);
    row->setSpacing(look::theme().px(kTextInset));
    row->addWidget(m_text, 1);
    row->addWidget(m_copy);
    m_text->setElideMode(Qt::ElideMiddle);
    m_copy->setIcon(look::icon(QStringLiteral("act-copy"), look::Color::AccentText));
    m_copy->setObjectName(QStringLiteral("copyAddress"));
    m_copy->setEnabled(false);
    setFixedHeight(m_copy->sizeHint().height());
    connect(m_copy, &QPushButton::clicked, this, &AddressField::copy);
}

void AddressField::setAddress(const QString& address, const QString& placeholder)
{
    m_address = address;
    m_placeholder = placeholder;
    const QString host = address.section(QStringLiteral("://"), 1).section(u'/', 0, 0);
    if (!host.isEmpty()) m_host = host;
    fit();
    m_text->setTone(address.isEmpty() ? Label::Tone::Secondary : Label::Tone::Normal);
    m_copy->setEnabled(!address.isEmpty());
}

void AddressField::setShortened()
{
    m_isShortened = true;
    fit();
}

int AddressField::leastWidth() const
{
    const QMargins margins = layout()->contentsMargins();
    return margins.left() + m_text->fontMetrics().horizontalAdvance(m_host) + 2 + layout()->spacing() + m_copy->sizeHint().width() + margins.right();
}

void AddressField::fit()
{
    const QString shown = m_address.isEmpty() ? m_placeholder : m_address;
    QStringList forms{shown}; // the longest first
    if (m_isShortened && shown.contains(QStringLiteral("://"))) forms << shown.section(QStringLiteral("://"), 1) << m_host;
    const int room = width() - leastWidth() + m_text->fontMetrics().horizontalAdvance(m_host) + 1;
    const auto fits = [&](const QString& form) { return m_text->fontMetrics().horizontalAdvance(form) <= room; };
    const auto found = std::ranges::find_if(forms, fits);
    m_text->setText(found == forms.end() ? forms.back() : *found);
}

void AddressField::resizeEvent(QResizeEvent* event)
{
    QFrame::resizeEvent(event);
    fit();
}

void AddressField::setCopyHint(const QString& words, const QKeySequence& shortcut) { m_copy->setHint(words, shortcut); }

void AddressField::setDescription(const QString& words) { setAccessibleName(words); }

void AddressField::copy()
{
    if (m_address.isEmpty())
        return;
    copyText(m_address, m_isSecret);
    Q_EMIT copied(m_address);
}

void AddressField::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const look::Theme& theme = look::theme();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.color(look::Color::Border), 1));
    painter.setBrush(theme.color(look::Color::Window));
    const int radius = theme.px(theme.metrics().radiusControl);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    const int inset = theme.px(kLineInset);
    painter.fillRect(QRect(m_copy->x() - 1, inset, 1, height() - 2 * inset), theme.color(look::Color::Border));
}

} // namespace ui::widgets
