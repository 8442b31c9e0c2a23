#include "banner.h"

#include "ui/widgets/button.h"
#include "ui/widgets/label.h"
#include "ui/widgets/status_label.h"

#include <QHBoxLayout>
#include <QPainter>

namespace ui::shell {

Banner::Banner(QWidget* parent)
    : QWidget(parent), m_shape(new widgets::StatusShape(look::Status::Error, this)), m_text(new widgets::Label({}, look::TextRole::Body, widgets::Label::Tone::Normal, this)),
      m_action(new widgets::Button(widgets::ButtonKind::Link, {}, {}, this)),
      m_close(new widgets::Button(widgets::ButtonKind::Icon, {}, QStringLiteral("act-close"), this))
{
    setObjectName(QStringLiteral("banner"));
    const look::Theme& theme = look::theme();
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(theme.px(theme.metrics().pageMargin), theme.px(8), theme.px(theme.metrics().pageMargin), theme.px(8));
    row->setSpacing(theme.px(10));
    row->addWidget(m_shape, 0, Qt::AlignVCenter);
    row->addWidget(m_text, 1);
    row->addWidget(m_action);
    row->addWidget(m_close);
    m_close->setObjectName(QStringLiteral("bannerClose"));
    m_action->setText(tr("Show")); // default until a message sets a text
    m_close->setHint(tr("Close"));
    m_close->hide();
    connect(m_close, &QPushButton::clicked, this, [this] {
        hide();
        Q_EMIT closed();
    });
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_action->setObjectName(QStringLiteral("bannerAction"));
    connect(m_action, &QPushButton::clicked, this, &Banner::actionChosen);
    hide();
}

void Banner::setMessage(look::Status status, const QString& text, const QString& action)
{
    m_shape->setStatus(status);
    m_text->setText(text);
    setAccessibleName(text);
    m_action->setText(action);
    m_close->setHint(tr("Close")); // the language may have changed
    m_action->setVisible(!action.isEmpty());
    setVisible(!text.isEmpty());
    update();
}

void Banner::setClosable(bool closable)
{
    m_close->setVisible(closable);
}

void Banner::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const look::Theme& theme = look::theme();
    const look::Color soft = m_shape->status() == look::Status::Error ? look::Color::ErrorSoft : look::Color::WarnSoft;
    painter.fillRect(rect(), theme.color(soft));
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme.color(look::Color::Border));
}

} // namespace ui::shell
