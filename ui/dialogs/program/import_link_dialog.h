#pragma once

#include "ui/dialogs/form_dialog.h"
#include "ui/models/gateway_parts.h"

namespace ui::dialogs {

/// What a link wants to add, every field of it, before anything is done: the form
/// of the provider comes next, and a key is pasted there. Open it with `open()`.
class ImportLinkDialog : public FormDialog {
    Q_OBJECT
public:
    /// `entry`: of the catalog. `address`: as the link has it; empty: that of the catalog.
    ImportLinkDialog(const gateway::providers::CatalogEntry& entry, const QString& address, QWidget* parent = nullptr);

protected:
    void save() override { accept(); }

private:
    static QString warningOf(const QString& address, const QString& own);
    void addField(const QString& name, const QString& label, const QString& value);
};

} // namespace ui::dialogs
