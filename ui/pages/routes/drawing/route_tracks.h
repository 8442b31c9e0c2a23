#pragma once

#include <QPoint>

#include <cstddef>
#include <vector>

class QPainter;

namespace ui::pages {

/// Where the line of a route runs: down from whoever asks, through its stations, to the end.
struct RouteTracks {
    struct Card {
        QPoint left; ///< the middle of its left edge
        bool isServing = false;
    };
    struct Station {
        QPoint at;
        std::vector<Card> cards; ///< the first one at the height of `at`
    };
    QPoint start;
    QPoint end;
    std::vector<Station> stations;
    std::size_t serving = 0; ///< the station that requests reach; their number: none
};

/// Solid to where requests go now, amber past what does not serve, grey behind.
void paintTracks(QPainter& painter, const RouteTracks& tracks);

} // namespace ui::pages
