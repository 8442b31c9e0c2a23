#pragma once

#include <QPoint>

#include <cstddef>
#include <vector>

class QPainter;

namespace ui::pages {

/// The path of a route's line: down from the clients, through its stations, to the end.
struct RouteTracks {
    struct Card {
        QPoint left; ///< centre of its left edge
        bool isServing = false;
    };
    struct Station {
        QPoint at;
        std::vector<Card> cards; ///< the first one at the height of `at`
    };
    QPoint start;
    QPoint end;
    std::vector<Station> stations;
    std::size_t serving = 0; ///< the station that receives requests; the number of stations: none
    bool isDisabled = false; ///< no request takes the line
};

/// Solid up to the serving station, amber past stations that do not serve, grey after it and for a disabled route.
void paintTracks(QPainter& painter, const RouteTracks& tracks);

} // namespace ui::pages
