#pragma once

#include "ui/look/theme.h"

#include <QWidget>

#include <array>

namespace ui::widgets {
class ElidedLabel;
class Label;
class StatusShape;
}

namespace ui::wizard {

/// The hops of a request, in order.
enum class Hop { Client, Gateway, Route, Provider };
inline constexpr std::size_t kHopCount = 4;

/// The four hops of a request on a line, each with its state as a shape, its name, and its address or id.
class HopLine : public QWidget {
    Q_OBJECT
public:
    explicit HopLine(QWidget* parent = nullptr);

    /// `Idle`: not reached yet.
    void setState(Hop hop, look::Status status);
    look::Status state(Hop hop) const;
    /// Its address or id: "127.0.0.1:8080"; empty: unknown.
    void setWho(Hop hop, const QString& who);
    /// The hops before `hop` were reached, `hop` has `status`, those after it are waiting.
    void setReached(Hop hop, look::Status status);
    void retranslate();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Station {
        QWidget* box;
        widgets::StatusShape* shape;
        widgets::Label* name;
        widgets::ElidedLabel* who;
    };
    Station& at(Hop hop) { return m_stations[static_cast<std::size_t>(hop)]; }
    void describe(const Station& station);

    std::array<Station, kHopCount> m_stations{};
};

} // namespace ui::wizard
