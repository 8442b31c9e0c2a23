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

/// Stands below the listen address: an address that others can reach is opened only by a button of its own, and said
/// while it is in force. Ports are tried as they are typed, and one that the gateway could not have is not saved: it is said
/// why, and forgotten once the page is left.
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
    /// The field of a port, and what became of the number that stands there and is not in force.
    struct Port {
        fields::FieldRow* row = nullptr;
        QTimer* soon = nullptr; ///< until what is typed is looked at
        int asked = 0;          ///< it is looked at whether this one can be had
        int refused = 0;        ///< this one cannot
        bool isClash = false;   ///< since it is the other of the gateway's own two
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
    /// Under a field: `found`, and that something else decides it in this run.
    void remark(fields::FieldRow& row, const QString& found);

    Access m_access;
    fields::LiveForm& m_live;
    fields::FieldRow* m_address;
    std::array<Port, 2> m_ports; ///< of HTTP, and of HTTPS
    widgets::StatusLabel* m_state;
    widgets::Button* m_open;
    widgets::Button* m_back;
};

} // namespace ui::pages
