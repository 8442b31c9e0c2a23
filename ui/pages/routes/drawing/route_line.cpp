#include "route_line.h"

#include "drop_mark.h"
#include "route_tracks.h"

#include "ui/widgets/label.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace ui::pages {

using models::TargetPlace;
using widgets::Label;

namespace {

constexpr int kTrackX = 12;
constexpr int kTextX = 30;    ///< of what is said beside the line
constexpr int kCardX = 46;    ///< of the cards
constexpr int kStationGap = 20;

Label* label(look::TextRole role, Label::Tone tone, QWidget* parent)
{
    auto* made = new Label({}, role, tone, parent);
    made->setWordWrap(true);
    return made;
}

int middleOf(const QWidget& widget, const QWidget& in) { return widget.mapTo(&in, QPoint(0, widget.height() / 2)).y(); }

} // namespace

RouteLine::RouteLine(QWidget* parent)
    : QWidget(parent), m_column(new QVBoxLayout(this)), m_stationColumn(new QVBoxLayout), m_asksTitle(label(look::TextRole::Body, Label::Tone::Secondary, this)),
      m_asks(new widgets::ElidedLabel({}, look::TextRole::Mono, Label::Tone::Normal, this)), m_asksPhrase(label(look::TextRole::Body, Label::Tone::Secondary, this)),
      m_conditions(label(look::TextRole::Body, Label::Tone::Secondary, this)), m_endTitle(label(look::TextRole::Body, Label::Tone::Secondary, this)),
      m_end(label(look::TextRole::Body, Label::Tone::Normal, this)), m_mark(new DropMark(this))
{
    setObjectName(QStringLiteral("routeLine"));
    build();
    retranslate();
}

void RouteLine::build()
{
    const look::Theme& theme = look::theme();
    const int text = theme.px(kTextX);
    QFont strong = theme.font(look::TextRole::Mono);
    strong.setBold(true);
    m_asks->setFont(strong);
    m_asks->setObjectName(QStringLiteral("routeAsks"));
    m_conditions->setObjectName(QStringLiteral("routeConditions"));
    auto* names = new QHBoxLayout;
    names->setSpacing(theme.px(12));
    names->addWidget(m_asks);
    names->addWidget(m_asksPhrase, 1);
    auto* start = new QVBoxLayout;
    start->setContentsMargins(text, 0, 0, 0);
    start->setSpacing(theme.px(2));
    start->addWidget(m_asksTitle);
    start->addLayout(names);
    start->addWidget(m_conditions);
    m_stationColumn->setContentsMargins(theme.px(kCardX), 0, 0, 0);
    m_stationColumn->setSpacing(theme.px(kStationGap));
    auto* end = new QVBoxLayout;
    end->setContentsMargins(text, 0, 0, 0);
    end->setSpacing(theme.px(2));
    end->addWidget(m_endTitle);
    end->addWidget(m_end);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(theme.px(kStationGap));
    m_column->addLayout(start);
    m_column->addLayout(m_stationColumn);
    m_column->addLayout(end);
    m_column->addStretch(1);
}

void RouteLine::retranslate()
{
    m_asksTitle->setText(tr("Client requests"));
    m_endTitle->setText(tr("If everything fails"));
    m_end->setText(tr("the last provider error, in the client’s protocol"));
    for (const Station& station : m_stations) {
        for (TargetCard* card : station.cards) card->retranslate();
    }
}

bool RouteLine::hasSameShape() const
{
    return std::equal(m_stations.begin(), m_stations.end(), m_picture.stations.begin(), m_picture.stations.end(),
                      [](const Station& shown, const models::StationPicture& wanted) { return shown.cards.size() == wanted.targets.size(); });
}

void RouteLine::setPicture(const models::RoutePicture& picture)
{
    if (picture == m_picture) return;
    m_picture = picture;
    if (!hasSameShape()) makeStations();
    fill();
    update();
}

void RouteLine::makeStations()
{
    for (const Station& station : m_stations) {
        station.box->hide();
        station.box->deleteLater(); // one of its cards may be in an event handler
        m_stationColumn->removeWidget(station.box);
    }
    m_stations.clear();
    for (const models::StationPicture& station : m_picture.stations) addStation(station.targets.size());
    QWidget* before = m_before;
    for (const Station& station : m_stations) {
        for (TargetCard* card : station.cards) {
            if (before) setTabOrder(before, card);
            before = card;
        }
    }
}

void RouteLine::addStation(std::size_t targets)
{
    const look::Theme& theme = look::theme();
    Station station;
    station.box = new QWidget(this);
    station.title = new Label({}, look::TextRole::Heading, Label::Tone::Normal, station.box);
    station.phrase = new widgets::ElidedLabel({}, look::TextRole::Body, Label::Tone::Secondary, station.box);
    auto* heading = new QHBoxLayout;
    heading->setSpacing(theme.px(12));
    heading->addWidget(station.title, 0, Qt::AlignTop);
    heading->addWidget(station.phrase, 1);
    auto* column = new QVBoxLayout(station.box);
    column->setContentsMargins({});
    column->setSpacing(theme.px(8));
    column->addLayout(heading);
    for (std::size_t i = 0; i < targets; ++i) {
        auto* card = new TargetCard(station.box);
        connectCard(card);
        column->addWidget(card);
        station.cards.push_back(card);
    }
    m_stationColumn->addWidget(station.box);
    station.box->show();
    m_stations.push_back(std::move(station));
}

void RouteLine::connectCard(TargetCard* card)
{
    connect(card, &QAbstractButton::clicked, this, [this, card] { Q_EMIT editWanted(card->target()); });
    connect(card, &TargetCard::removeWanted, this, [this, card] { Q_EMIT removeWanted(card->target()); });
    connect(card, &TargetCard::stepWanted, this, [this, card](models::TargetStep step) { Q_EMIT stepWanted(card->target(), step); });
    connect(card, &TargetCard::menuWanted, this, [this, card](const QPoint& global) { Q_EMIT menuWanted(card->target(), global); });
    connect(card, &TargetCard::dragged, this, [this, card](const QPoint& global) { showDrag(card, global); });
    connect(card, &TargetCard::dragEnded, m_mark, &QWidget::hide);
    connect(card, &TargetCard::dropped, this, [this, card] {
        m_mark->hide();
        m_card = {};
        if (m_dropY) Q_EMIT moveWanted(card->target(), placeAt(*m_dropY));
    });
}

void RouteLine::fill()
{
    m_asks->setText(m_picture.asks);
    m_asksPhrase->setText(m_picture.asksPhrase);
    m_conditions->setText(m_picture.conditions.isEmpty() ? QString() : tr("applies only if: %1", "conditions").arg(m_picture.conditions));
    m_conditions->setVisible(!m_picture.conditions.isEmpty());
    for (std::size_t i = 0; i < m_stations.size(); ++i) {
        const models::StationPicture& picture = m_picture.stations[i];
        m_stations[i].title->setText(picture.title);
        m_stations[i].phrase->setText(picture.phrase);
        for (std::size_t k = 0; k < picture.targets.size(); ++k) m_stations[i].cards[k]->setPicture(picture.targets[k], picture.title);
    }
}

void RouteLine::focusTarget(std::size_t target)
{
    for (const Station& station : m_stations) {
        for (TargetCard* card : station.cards) {
            if (card->target() == target) card->setFocus(Qt::OtherFocusReason);
        }
    }
}

std::optional<std::size_t> RouteLine::focusedTarget() const
{
    const QWidget* const focused = window()->focusWidget(); // also while the window is inactive
    for (const Station& station : m_stations) {
        for (const TargetCard* card : station.cards) {
            if (card == focused) return card->target();
        }
    }
    return std::nullopt;
}

TargetPlace RouteLine::placeAt(int y) const
{
    for (std::size_t i = 0; i < m_stations.size(); ++i) {
        const QRect box = m_stations[i].box->geometry();
        if (y < box.top()) return {i, 0, true};
        if (y > box.bottom()) continue;
        const auto& cards = m_stations[i].cards;
        const auto above = std::count_if(cards.begin(), cards.end(), [&](const TargetCard* card) { return middleOf(*card, *this) < y; });
        return {i, static_cast<std::size_t>(above), false};
    }
    return {m_stations.size(), 0, true};
}

QLine RouteLine::lineAt(const TargetPlace& place) const
{
    if (m_stations.empty()) return {};
    const bool isLast = place.station >= m_stations.size();
    const Station& station = m_stations[isLast ? m_stations.size() - 1 : place.station];
    const QRect box = station.box->geometry();
    const int half = look::theme().px(kStationGap) / 2;
    if (place.isNew) {
        const int y = isLast ? box.bottom() + half : box.top() - half;
        return {look::theme().px(kTrackX), y, box.right(), y};
    }
    const bool isBehind = place.row >= station.cards.size();
    const QWidget& card = *station.cards[isBehind ? station.cards.size() - 1 : place.row];
    const int gap = look::theme().px(4);
    const int y = card.mapTo(this, QPoint(0, isBehind ? card.height() + gap : -gap)).y();
    return {box.left(), y, box.right(), y};
}

void RouteLine::showDrag(TargetCard* card, const QPoint& global)
{
    if (!window()->rect().contains(window()->mapFromGlobal(global))) {
        m_dropY.reset();
        m_mark->hide();
        return;
    }
    const QPoint at = mapFromGlobal(global);
    if (!m_mark->isVisible()) m_card = card->grab();
    m_dropY = at.y();
    const TargetPlace place = placeAt(at.y());
    m_mark->showAt(m_card, at - card->pressedAt(), lineAt(place), place.isNew ? tr("new priority") : QString());
    Q_EMIT dragged(at);
}

void RouteLine::paintEvent(QPaintEvent*)
{
    RouteTracks tracks;
    const int x = look::theme().px(kTrackX);
    tracks.start = {x, middleOf(*m_asksTitle, *this)};
    tracks.end = {x, m_endTitle->geometry().bottom()};
    tracks.serving = m_picture.serving;
    tracks.isDisabled = m_picture.isDisabled;
    for (std::size_t i = 0; i < m_stations.size(); ++i) {
        RouteTracks::Station station;
        for (const TargetCard* card : m_stations[i].cards) {
            station.cards.push_back({{card->mapTo(this, QPoint(0, 0)).x(), middleOf(*card, *this)}, card->picture().isServing});
        }
        if (station.cards.empty()) continue;
        station.at = {x, station.cards.front().left.y()};
        tracks.stations.push_back(std::move(station));
    }
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintTracks(painter, tracks);
}

} // namespace ui::pages
