#pragma once

#include "ui/dialogs/form_dialog.h"
#include "ui/models/gateway_parts.h"

namespace ui::dialogs {

/// Shows everything that a link wants to add, before anything is done: afterwards the provider form opens, where a key
/// is entered. Open it with `open()`.
class ImportLinkDialog : public FormDialog {
    Q_OBJECT
public:
    /// `entry`: from the catalog. `address`: from the link; empty: that of the catalog.
    ImportLinkDialog(const gateway::providers::CatalogEntry& entry, const QString& address, QWidget* parent = nullptr);

protected:
    void save() override { accept(); }

private:
    static QString warningOf(const QString& address, const QString& own);
    void addField(const QString& name, const QString& label, const QString& value);
};

} // namespace ui::dialogs
