#pragma once

#include "ui/models/gateway_parts.h"
#include "ui/models/usage/bill_source.h"
#include "ui/widgets/dialog.h"

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
class ProblemLine;
}

namespace ui::pages {

class UsageExport;

/// Compares a file exported from a provider's console with the ledger, by day and model. Open it with `open()`.
class BillDialog : public widgets::Dialog {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::Configuration, models::Providers>;

    /// `access` must outlive the dialog. The dialog cancels the work of `source` on destruction; `source` may be
    /// destroyed first, like its page when the window is destroyed.
    BillDialog(const Access& access, models::BillSource& source, QWidget* parent = nullptr);
    ~BillDialog() override;

    /// Compares with the selected provider.
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
    QPointer<models::BillSource> m_source; ///< null: its page was destroyed, as when the window is destroyed
    QStringList m_files;
    models::BillTableModel* m_found;
    UsageExport* m_export;
    QComboBox* m_provider;
    widgets::Button* m_choose;
    widgets::ElidedLabel* m_names; ///< of the files
    widgets::BusyDots* m_busy;
    widgets::Label* m_summary; ///< or the error
    widgets::DataTable* m_table;
    widgets::ProblemLine* m_foreign; ///< the bill seems to be of another provider
    widgets::Label* m_notes;
    QScrollArea* m_notesScroll; ///< there may be many
    QCheckBox* m_onlyDifferent;
    widgets::Button* m_save;
    widgets::Button* m_close;
    bool m_isComparing = false;
};

} // namespace ui::pages
