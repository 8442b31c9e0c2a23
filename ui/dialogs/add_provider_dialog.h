#pragma once

#include "ui/models/gateway_parts.h"
#include "ui/models/providers/catalog_list_model.h"
#include "ui/widgets/dialog.h"

namespace ui::widgets {
class Button;
class DataTable;
class EmptyState;
class Label;
class SearchField;
}

namespace ui::dialogs {

class ProviderForm;

/// Adds a provider: the searchable catalog on the left, the form of the selected entry on the right. Open it with
/// `open()`.
class AddProviderDialog : public widgets::Dialog {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration, models::Secrets, models::Providers>;

    /// `access` must outlive it.
    explicit AddProviderDialog(const Access& access, QWidget* parent = nullptr);

    /// Selects an entry by id; `address`: used instead of the catalog's.
    void choose(const QString& entry, const QString& address = {});

Q_SIGNALS:
    void added(const QString& id);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void done(int result) override;

private:
    void build();
    void setTabs();
    void search(const QString& text);
    void showChosen();
    void settle();
    void selectRow(int row);

    Access m_access;
    models::CatalogListModel m_catalog;
    QString m_shownEntry; ///< the entry whose fields are shown
    widgets::Label* m_title;
    widgets::SearchField* m_search;
    widgets::DataTable* m_list;
    widgets::EmptyState* m_none;
    widgets::Button* m_any; ///< shown if nothing matches: selects the entry for any address
    ProviderForm* m_form;
    widgets::Label* m_count;
    widgets::Button* m_cancel;
    widgets::Button* m_test;
    widgets::Button* m_add;
};

} // namespace ui::dialogs
