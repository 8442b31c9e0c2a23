#pragma once

#include "ui/models/gateway_parts.h"
#include "ui/models/usage/bill_source.h"

#include <QDialog>
#include <QPointer>

class QCheckBox;
class QComboBox;
class QScrollArea;

namespace ui::models {
class BillTableModel;
}
namespace ui::widgets {
class BusyDots;
class Button;
class DataTable;
class ElidedLabel;
class Label;
}

namespace ui::pages {

class UsageExport;

/// Compares what a provider's console has exported with the ledger, day by day and model by model. Open it with `open()`.
class BillDialog : public QDialog {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::Configuration, models::Providers>;

    /// `access` must outlive the dialog. `source` ends what it does when the dialog goes; it may go first, as with its page when the window ends.
    BillDialog(const Access& access, models::BillSource& source, QWidget* parent = nullptr);
    ~BillDialog() override;

    /// With the provider that is chosen.
    void compare(const QStringList& files);
    bool isComparing() const { return m_isComparing; }

private:
    void build();
    void buildTable();
    void fillProviders();
    void chooseFiles();
    void ask();
    void take(const gateway::Result<models::BillAnswer>& answer);
    void showNotes(const models::BillAnswer& answer);
    QString fileName(const QString& path) const;

    Access m_access;
    QPointer<models::BillSource> m_source; ///< null: its page has gone, as it does when the window ends
    QStringList m_files;
    models::BillTableModel* m_found;
    UsageExport* m_export;
    QComboBox* m_provider;
    widgets::Button* m_choose;
    widgets::ElidedLabel* m_names; ///< of the files
    widgets::BusyDots* m_busy;
    widgets::Label* m_summary; ///< or what is wrong
    widgets::DataTable* m_table;
    widgets::Label* m_notes;
    QScrollArea* m_notesScroll; ///< they may be many
    QCheckBox* m_onlyDifferent;
    widgets::Button* m_save;
    widgets::Button* m_close;
    bool m_isComparing = false;
};

} // namespace ui::pages
