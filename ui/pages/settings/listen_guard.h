#pragma once

#include "ui/models/gateway_parts.h"

#include <QTimer>
#include <QWidget>

#include <array>

namespace ui::fields {
class FieldRow;
class LiveForm;
}
namespace ui::widgets {
class Button;
class StatusLabel;
}

namespace ui::pages {

/// Below the listen address: an address that others can reach requires confirmation by a separate button, and is marked
/// while it is in force. Ports are checked while they are typed, and an unavailable one is not saved: the reason is
/// shown, and the input is discarded when the page is left.
class ListenGuard : public QWidget {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration>;

    /// Both must outlive it; `live` has the fields of `listen`.
    ListenGuard(const Access& access, fields::LiveForm& live, QWidget* parent);

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    /// The field of a port, and the result for its input that is not in force.
    struct Port {
        fields::FieldRow* row = nullptr;
        QTimer* checkDelay = nullptr; ///< while typing
        int asked = 0;          ///< the port being checked
        int refused = 0;        ///< an unavailable port
        bool isClash = false;   ///< unavailable because it is the gateway's other port
        QString why = {};
    };

    void retranslate();
    bool holds(const fields::FieldRow& row) const;
    void edited(const fields::FieldRow& row);
    void settle();
    void settle(Port& port);
    void watch(Port& port);
    void tryTyped(Port& port);
    bool isNewPort(const fields::FieldRow& row) const;
    QString clash(const Port& port, int number) const;
    void saveIfFree(Port& port);
    void found(Port& port, const gateway::host::PortFinding& finding);
    void refuse(Port& port, int number, const QString& why);
    void forget(Port& port);
    void leave();
    QString oddities(const fields::FieldRow& row) const;
    /// Shows `found` below a field, and that its value is overridden in this run.
    void remark(fields::FieldRow& row, const QString& found);

    Access m_access;
    fields::LiveForm& m_live;
    fields::FieldRow* m_address;
    std::array<Port, 2> m_ports; ///< HTTP and HTTPS
    widgets::StatusLabel* m_state;
    widgets::Button* m_open;
    widgets::Button* m_back;
};

} // namespace ui::pages
