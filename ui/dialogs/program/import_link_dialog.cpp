#include "import_link_dialog.h"

#include "ui/dialogs/form_grid.h"
#include "ui/models/providers/provider_draft.h"
#include "ui/widgets/label.h"

#include <QUrl>

namespace ui::dialogs {

using widgets::Label;

ImportLinkDialog::ImportLinkDialog(const gateway::providers::CatalogEntry& entry, const QString& address, QWidget* parent)
    : FormDialog(tr("A link wants to add a provider"), tr("Continue to %1").arg(models::displayName(entry)), parent)
{
    setObjectName(QStringLiteral("importLinkDialog"));
    const QString own = QString::fromStdString(models::ProviderDraft(entry).catalogAddress());
    addField(QStringLiteral("linkProvider"), tr("Provider"), models::displayName(entry));
    addField(QStringLiteral("linkType"), tr("Type"), QString::fromStdString(entry.id));
    addField(QStringLiteral("linkAddress"), tr("Address"), address.isEmpty() ? own : address);
    resize(sizeHint());
    const bool isOther = !address.isEmpty() && address != own;
    if (isOther && !own.isEmpty())
        showProblem(nullptr, tr("This is not the address of the catalogue, %1. Requests and the key that you paste go to %2.").arg(own, QUrl(address).host()), {});
    else if (isOther)
        showProblem(nullptr, tr("Requests and the key that you paste go to %1.").arg(QUrl(address).host()), {});
}

void ImportLinkDialog::addField(const QString& name, const QString& label, const QString& value)
{
    auto* text = new Label(value, look::TextRole::Body, Label::Tone::Normal, this);
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    form()->addRow(name, label, text);
    text->setAccessibleName(value); // it is no field that is named by its label
}

} // namespace ui::dialogs
