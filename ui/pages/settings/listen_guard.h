#pragma once

#include "ui/models/gateway_access.h"

#include <QTimer>
#include <QWidget>

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
/// while it is in force. Ports are tried as they are typed.
class ListenGuard : public QWidget {
    Q_OBJECT
public:
    /// Both must outlive it; `live` has the fields of `listen`.
    ListenGuard(models::GatewayAccess& access, fields::LiveForm& live, QWidget* parent);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    bool holds(const fields::FieldRow& row) const;
    void settle();
    void watchPort(const char* pattern);
    void tryPort(fields::FieldRow& row, int port);
    bool isNewPort(const fields::FieldRow& row) const;
    void saveIfFree(fields::FieldRow& row);
    /// Under a field: `found`, and that something else decides it in this run.
    void remark(fields::FieldRow& row, const QString& found);

    models::GatewayAccess& m_access;
    fields::LiveForm& m_live;
    fields::FieldRow* m_address;
    int m_found = 0; ///< a port that nobody else has, as the last look found
    widgets::StatusLabel* m_state;
    widgets::Button* m_open;
    widgets::Button* m_back;
};

} // namespace ui::pages
