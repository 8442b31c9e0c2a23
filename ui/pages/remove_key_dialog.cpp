#include "remove_key_dialog.h"

#include "ui/models/providers/provider_draft.h"

namespace ui::pages {

namespace {

constexpr int kRemove = 1; ///< its place in the answers

QString nameOf(const models::GatewayParts<models::Configuration, models::Providers>& access, const QString& provider)
{
    const auto* settings = access.configuration().settings().provider(provider.toStdString());
    return settings ? models::displayName(access.providers().catalog(), *settings) : provider;
}

QString textOf(const models::GatewayParts<models::Configuration, models::Providers>& access, const QString& provider, const QString& key)
{
    const models::RemovedKey removed = models::withoutKey(access.configuration().settings(), provider.toStdString(), key.toStdString());
    if (removed.usable > 0) return RemoveKeyDialog::tr("Requests will use the other keys.");
    if (removed.others > 0) return RemoveKeyDialog::tr("The other keys are disabled. Enable one to use this provider.");
    const auto* settings = access.configuration().settings().provider(provider.toStdString());
    const auto* entry = settings ? access.providers().catalog().find(settings->type) : nullptr;
    return entry && entry->keyNeeded ? RemoveKeyDialog::tr("This is the last key. Add another key to use this provider.")
                                     : RemoveKeyDialog::tr("This is the last key. Requests will be sent without a key.");
}

} // namespace

RemoveKeyDialog::RemoveKeyDialog(const Access& access, const QString& provider, const QString& key, QWidget* parent)
    : ChoiceDialog({tr("Remove the key “%1” of %2?").arg(key, nameOf(access, provider)), textOf(access, provider, key), {tr("Cancel"), tr("Remove key")}}, parent)
{
    setObjectName(QStringLiteral("removeKeyDialog"));
    connect(this, &ChoiceDialog::chosen, this, [this](int answer) {
        if (answer == kRemove) Q_EMIT removeWanted();
    });
}

} // namespace ui::pages
