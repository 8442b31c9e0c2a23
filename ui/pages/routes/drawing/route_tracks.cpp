#include "route_tracks.h"

#include "ui/look/theme.h"

#include <QPainter>
#include <QPainterPath>

namespace ui::pages {

using look::Color;

namespace {

constexpr double kTrack = 3;
constexpr double kBranch = 2;
constexpr int kRing = 7;
constexpr double kRingLine = 2.5;
constexpr int kStationDot = 3;

void paintTrack(QPainter& painter, const QPoint& from, const QPoint& to, Color color, bool isDashed)
{
    QPen pen(look::theme().color(color), kTrack, Qt::SolidLine, Qt::FlatCap);
    if (isDashed) pen.setDashPattern({3, 1.4});
    painter.setPen(pen);
    painter.drawLine(from, to);
}

void paintBranch(QPainter& painter, const QPoint& from, const RouteTracks::Card& card)
{
    painter.setPen(QPen(look::theme().color(card.isServing ? Color::AccentText : Color::Control), card.isServing ? kTrack : kBranch, Qt::SolidLine, Qt::FlatCap));
    painter.setBrush(Qt::NoBrush);
    if (from.y() == card.left.y()) return painter.drawLine(from, card.left);
    QPainterPath path(from);
    const double middle = (from.x() + card.left.x()) / 2.0;
    path.cubicTo(QPointF(middle + 6, from.y()), QPointF(middle - 6, card.left.y()), QPointF(card.left));
    painter.drawPath(path);
}

void paintRing(QPainter& painter, const QPoint& at, int ring, bool hasDot)
{
    const look::Theme& theme = look::theme();
    painter.setPen(QPen(theme.color(Color::AccentText), kRingLine));
    painter.setBrush(theme.color(Color::Base));
    painter.drawEllipse(at, ring, ring);
    if (!hasDot) return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(Color::AccentText));
    painter.drawEllipse(at, theme.px(kStationDot), theme.px(kStationDot));
}

} // namespace

void paintTracks(QPainter& painter, const RouteTracks& tracks)
{
    const int ring = look::theme().px(kRing);
    const auto& stations = tracks.stations;
    QPoint from = tracks.start;
    for (std::size_t i = 0; i < stations.size(); ++i) {
        const bool isReached = i <= tracks.serving && !tracks.isDisabled;
        paintTrack(painter, from, stations[i].at, !isReached ? Color::Control : i == 0 ? Color::AccentText : Color::Warn, i > 0);
        from = stations[i].at;
    }
    const bool isNobody = tracks.serving >= stations.size() && !stations.empty() && !tracks.isDisabled;
    paintTrack(painter, from, tracks.end, isNobody ? Color::Warn : Color::Control, true);
    for (const auto& station : stations) {
        for (const auto& card : station.cards) paintBranch(painter, station.at, card);
    }
    paintRing(painter, tracks.start, ring, true);
    for (std::size_t i = 0; i < stations.size(); ++i) paintRing(painter, stations[i].at, ring, i == tracks.serving);
    painter.setPen(QPen(look::theme().color(Color::Control), kRingLine));
    painter.setBrush(look::theme().color(Color::Base));
    painter.drawRect(QRect(tracks.end.x() - ring, tracks.end.y() - ring, 2 * ring, 2 * ring));
}

} // namespace ui::pages
