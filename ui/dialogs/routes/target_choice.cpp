#include "target_choice.h"

#include "ui/models/providers/known_models.h"
#include "ui/widgets/searchable_box.h"

#include <QLineEdit>
#include <QSignalBlocker>

namespace ui::dialogs {

TargetChoice::TargetChoice(const Access& access, QWidget* form)
    : QObject(form), m_access(access), m_provider(new QComboBox(form)), m_model(new QComboBox(form))
{
    const models::CatalogSource catalog = access.providers().catalog();
    int proposed = -1;
    for (const auto& provider : access.configuration().settings().providers) {
        const QString id = QString::fromStdString(provider.id);
        const QString name = models::displayName(catalog, provider);
        const auto* entry = catalog.find ? catalog.find(provider.type) : nullptr;
        const bool isDemo = entry && entry->endpoint(gateway::providers::Protocol::Demo);
        if (!isDemo && proposed < 0) proposed = m_provider->count(); // a real provider
        m_provider->addItem(provider.enabled ? name : tr("%1 (disabled)", "a provider").arg(name), id);
    }
    m_provider->setCurrentIndex(proposed < 0 ? 0 : proposed);
    widgets::makeSearchable(*m_model);
    m_model->lineEdit()->setPlaceholderText(tr("requested model"));
    connect(m_provider, &QComboBox::currentIndexChanged, this, &TargetChoice::listModels);
    listModels();
}

void TargetChoice::listModels()
{
    const QString typed = m_model->currentText();
    const QSignalBlocker quiet(m_model);
    m_model->clear();
    const auto* settings = m_access.configuration().settings().provider(providerId());
    const models::KnownModels known = settings ? models::knownModels(*settings, m_access.providers()) : models::KnownModels();
    for (const std::string& model : known.names) m_model->addItem(QString::fromStdString(model));
    m_model->setCurrentIndex(-1);
    m_model->setEditText(typed);
}

void TargetChoice::set(const std::string& provider, const std::optional<std::string>& model)
{
    const QString id = QString::fromStdString(provider);
    if (id.isEmpty()) return;
    if (m_provider->findData(id) < 0) m_provider->addItem(tr("%1 (not configured)", "a provider").arg(id), id);
    m_provider->setCurrentIndex(m_provider->findData(id));
    m_model->setEditText(QString::fromStdString(model.value_or(std::string())));
}

std::string TargetChoice::providerId() const { return m_provider->currentData().toString().toStdString(); }

std::optional<std::string> TargetChoice::modelName() const
{
    const QString name = m_model->currentText().trimmed();
    return name.isEmpty() ? std::nullopt : std::optional(name.toStdString());
}

} // namespace ui::dialogs
