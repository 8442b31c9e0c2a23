#include "hop_line.h"

#include "ui/models/formatter.h"
#include "ui/widgets/label.h"
#include "ui/widgets/status_label.h"

#include <QHBoxLayout>
#include <QPainter>

namespace ui::wizard {

using widgets::Label;

namespace {

constexpr int kHopShape = 18;
constexpr int kHopGap = 8; // between a shape and the line
constexpr qreal kHopPen = 2;

} // namespace

HopLine::HopLine(QWidget* parent) : QWidget(parent)
{
    const look::Theme& theme = look::theme();
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->setSpacing(theme.px(4));
    int index = 0;
    for (Station& station : m_stations) {
        station.box = new QWidget(this);
        station.box->setObjectName(QStringLiteral("hop%1").arg(index++));
        station.shape = new widgets::StatusShape(look::Status::Idle, station.box);
        station.shape->setSide(kHopShape);
        station.name = new Label({}, look::TextRole::Heading, Label::Tone::Normal, station.box);
        station.who = new widgets::ElidedLabel({}, look::TextRole::Body, Label::Tone::Secondary, station.box);
        station.who->setElideMode(Qt::ElideMiddle);
        station.who->setAlignment(Qt::AlignCenter);
        station.who->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
        auto* column = new QVBoxLayout(station.box);
        column->setContentsMargins({});
        column->setSpacing(theme.px(4));
        column->addWidget(station.shape, 0, Qt::AlignHCenter);
        column->addSpacing(theme.px(4));
        column->addWidget(station.name, 0, Qt::AlignHCenter);
        column->addWidget(station.who);
        row->addWidget(station.box, 1);
    }
    retranslate();
}

void HopLine::retranslate()
{
    at(Hop::Client).name->setText(tr("Client"));
    at(Hop::Gateway).name->setText(tr("Gateway"));
    at(Hop::Route).name->setText(tr("Route"));
    at(Hop::Provider).name->setText(tr("Provider"));
    for (const Station& station : m_stations) describe(station);
}

void HopLine::setState(Hop hop, look::Status status)
{
    at(hop).shape->setStatus(status);
    describe(at(hop));
    update();
}

look::Status HopLine::state(Hop hop) const { return m_stations[static_cast<std::size_t>(hop)].shape->status(); }

void HopLine::setWho(Hop hop, const QString& who)
{
    at(hop).who->setText(who.isEmpty() ? models::Formatter::none() : who);
    describe(at(hop));
}

void HopLine::setReached(Hop hop, look::Status status)
{
    for (std::size_t i = 0; i < kHopCount; ++i) {
        const Hop one = static_cast<Hop>(i);
        setState(one, one < hop ? look::Status::Ok : one == hop ? status : look::Status::Idle);
    }
}

void HopLine::describe(const Station& station)
{
    QString state;
    switch (station.shape->status()) {
    case look::Status::Ok: state = tr("reached"); break;
    case look::Status::Busy: state = tr("in progress"); break;
    case look::Status::Error: state = tr("failed here"); break;
    default: state = tr("not reached yet"); break;
    }
    station.box->setAccessibleName(QStringLiteral("%1, %2, %3").arg(station.name->text(), station.who->text(), state));
}

void HopLine::paintEvent(QPaintEvent*)
{
    const look::Theme& theme = look::theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto middle = [this](const Station& station) { return station.shape->mapTo(this, QRectF(station.shape->rect()).center()); };
    const int away = theme.px(kHopShape / 2 + kHopGap);
    for (std::size_t i = 0; i + 1 < kHopCount; ++i) {
        const Station& to = m_stations[i + 1];
        const bool isPassed = to.shape->status() == look::Status::Ok;
        const QColor line = to.shape->status() == look::Status::Error ? theme.color(look::Color::Error)
                                                                      : theme.color(isPassed ? look::Color::Ok : look::Color::Border);
        painter.setPen(QPen(line, kHopPen, to.shape->status() == look::Status::Error ? Qt::DashLine : Qt::SolidLine));
        painter.drawLine(middle(m_stations[i]) + QPointF(away, 0), middle(to) - QPointF(away, 0));
    }
}

} // namespace ui::wizard
