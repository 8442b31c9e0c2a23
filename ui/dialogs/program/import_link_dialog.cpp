#include "import_link_dialog.h"

#include "ui/dialogs/form_grid.h"
#include "ui/models/providers/provider_draft.h"
#include "ui/widgets/label.h"

#include <QUrl>

namespace ui::dialogs {

using widgets::Label;

ImportLinkDialog::ImportLinkDialog(const gateway::providers::CatalogEntry& entry, const QString& address, QWidget* parent)
    : FormDialog(tr("A link asks to add a provider"), tr("Continue to %1").arg(models::displayName(entry)), parent)
{
    setObjectName(QStringLiteral("importLinkDialog"));
    const QString own = QString::fromStdString(models::ProviderDraft(entry).catalogAddress());
    addField(QStringLiteral("linkProvider"), tr("Provider"), models::displayName(entry));
    addField(QStringLiteral("linkType"), tr("Type"), QString::fromStdString(entry.id));
    addField(QStringLiteral("linkAddress"), tr("Address"), address.isEmpty() ? own : address);
    resize(sizeHint());
    const QString warning = warningOf(address, own);
    if (!warning.isEmpty()) showProblem(nullptr, warning, {});
}

/// `own`: the catalog's address.
QString ImportLinkDialog::warningOf(const QString& address, const QString& own)
{
    if (address.isEmpty() || address == own) return {};
    const QUrl url(address);
    const QString host = url.host();
    QString said = own.isEmpty() ? tr("Requests and the key you paste are sent to %1.").arg(host)
                                 : tr("This differs from the address in the catalog, %1. Requests and the key you paste are sent to %2.").arg(own, host);
    const bool isPlain = url.scheme() == QLatin1StringView("http") && !gateway::config::isLoopbackAddress(host.toStdString());
    if (isPlain) said += QLatin1Char('\n') + tr("The address starts with http://, so they are sent unencrypted. Anyone on the network path can read the key.");
    return said;
}

void ImportLinkDialog::addField(const QString& name, const QString& label, const QString& value)
{
    auto* text = new Label(value, look::TextRole::Body, Label::Tone::Normal, this);
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    form()->addRow(name, label, text);
    text->setAccessibleName(value); // the label does not name it automatically, since it is not a field
}

} // namespace ui::dialogs
