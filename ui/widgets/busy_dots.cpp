#include "busy_dots.h"

#include "label.h"
#include "status_label.h"

#include <QHBoxLayout>

#include <chrono>

namespace ui::widgets {

namespace {
constexpr std::chrono::milliseconds kPatience{300};
}

BusyDots::BusyDots(QWidget* parent)
    : QWidget(parent), m_shape(new StatusShape(look::Status::Busy, this)), m_text(new Label({}, look::TextRole::Body, Label::Tone::Secondary, this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->setSpacing(look::theme().px(8));
    row->addWidget(m_shape);
    row->addWidget(m_text, 1);
    // Keeps its space while hidden, so that nothing moves.
    QSizePolicy policy = sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    setSizePolicy(policy);
    m_delay.setSingleShot(true);
    connect(&m_delay, &QTimer::timeout, this, [this] { setShown(true); });
    setShown(false);
}

void BusyDots::start(const QString& what)
{
    m_text->setText(what);
    if (m_text->isVisibleTo(this))
        setAccessibleName(what);
    if (m_isBusy)
        return;
    m_isBusy = true;
    m_delay.start(kPatience);
}

void BusyDots::stop()
{
    m_isBusy = false;
    m_delay.stop();
    setShown(false);
}

void BusyDots::setShown(bool shown)
{
    m_shape->setVisible(shown);
    m_text->setVisible(shown);
    setAccessibleName(shown ? m_text->text() : QString()); // it is always present in the layout
}

} // namespace ui::widgets
