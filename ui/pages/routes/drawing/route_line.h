#pragma once

#include "target_card.h"

#include <QPixmap>
#include <QWidget>

#include <optional>
#include <vector>

class QVBoxLayout;

namespace ui::widgets {
class Label;
}

namespace ui::pages {

class DropMark;

/// A route as a line with stations: from the clients, through the priorities with their targets as cards, to the final
/// failure. Cards can be dragged; the widget itself changes nothing.
class RouteLine : public QWidget {
    Q_OBJECT
public:
    explicit RouteLine(QWidget* parent = nullptr);

    void setPicture(const models::RoutePicture& picture);
    /// Sets the widget before the first card in the tab order.
    void setBefore(QWidget* before) { m_before = before; }
    void focusTarget(std::size_t target);
    /// The target whose card has the focus in its window; empty: none.
    std::optional<std::size_t> focusedTarget() const;
    void retranslate();
    /// Where a card dropped at height `y` would go.
    models::TargetPlace placeAt(int y) const;

Q_SIGNALS:
    void editWanted(std::size_t target);
    void removeWanted(std::size_t target);
    void stepWanted(std::size_t target, ui::models::TargetStep step);
    void menuWanted(std::size_t target, const QPoint& global);
    void moveWanted(std::size_t target, const ui::models::TargetPlace& place);
    void dragged(const QPoint& at); ///< position in this widget

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Station {
        QWidget* box = nullptr;
        widgets::Label* title = nullptr;
        widgets::Label* phrase = nullptr;
        std::vector<TargetCard*> cards;
    };
    void build();
    void makeStations();
    void addStation(std::size_t targets);
    void connectCard(TargetCard* card);
    bool hasSameShape() const;
    void fill();
    void showDrag(TargetCard* card, const QPoint& global);
    QLine lineAt(const models::TargetPlace& place) const;

    models::RoutePicture m_picture;
    QVBoxLayout* m_column;
    QVBoxLayout* m_stationColumn;
    widgets::Label* m_asksTitle;
    widgets::Label* m_asks;
    widgets::Label* m_asksPhrase;
    widgets::Label* m_conditions;
    widgets::Label* m_endTitle;
    widgets::Label* m_end;
    std::vector<Station> m_stations;
    QWidget* m_before = nullptr;
    DropMark* m_mark;
    QPixmap m_card; ///< the dragged card
    std::optional<int> m_dropY; ///< its position in this widget; empty: outside the window, where it cannot be dropped
};

} // namespace ui::pages
