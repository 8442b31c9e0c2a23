#include "scope_fields.h"

#include "ui/dialogs/form_grid.h"
#include "ui/dialogs/text_field.h"
#include "ui/models/clients/consumer_draft.h"

#include <QListWidget>

#include <algorithm>

namespace ui::dialogs {

namespace {

constexpr int kModelLines = 2;
constexpr int kMostRouteRows = 4;

/// Names of routes, in order, then those of `chosen` that do not exist any more.
std::vector<std::string> offered(const gateway::config::Settings& all, const std::vector<std::string>& chosen)
{
    std::vector<std::string> names;
    for (const auto& route : all.routes) names.push_back(route.id);
    for (const std::string& name : chosen)
        if (std::ranges::find(names, name) == names.end()) names.push_back(name);
    return names;
}

} // namespace

ScopeFields::ScopeFields(FormGrid& form, const gateway::config::Settings& all, const std::vector<std::string>& routes, const std::vector<std::string>& models)
    : m_models(new TextField(kModelLines, &form))
{
    if (const auto names = offered(all, routes); !names.empty()) {
        m_routes = new QListWidget(&form);
        for (const std::string& name : names) {
            auto* item = new QListWidgetItem(QString::fromStdString(name), m_routes);
            item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
            item->setCheckState(std::ranges::find(routes, name) == routes.end() ? Qt::Unchecked : Qt::Checked);
        }
        m_routes->setCurrentRow(0);
        const int rows = std::min(m_routes->count(), kMostRouteRows);
        m_routes->setFixedHeight(rows * m_routes->sizeHintForRow(0) + 2 * m_routes->frameWidth());
        form.addRow(QStringLiteral("consumerRoutes"), tr("Allowed routes"), m_routes);
        form.setHint(m_routes, tr("None selected: all routes are allowed"));
    }
    QStringList lines;
    for (const std::string& name : models) lines << QString::fromStdString(name);
    m_models->setPlainText(lines.join(u'\n'));
    m_models->setPlaceholderText(tr("empty: all; or names separated by commas"));
    form.addRow(QStringLiteral("consumerModels"), tr("Allowed models"), m_models);
}

std::vector<std::string> ScopeFields::routes() const
{
    std::vector<std::string> routes;
    for (int row = 0; m_routes && row < m_routes->count(); ++row)
        if (m_routes->item(row)->checkState() == Qt::Checked) routes.push_back(m_routes->item(row)->text().toStdString());
    return routes;
}

QString ScopeFields::modelsText() const { return m_models->toPlainText(); }

std::vector<std::string> ScopeFields::modelNames() const
{
    models::ConsumerDraft draft;
    draft.models = modelsText();
    return draft.modelNames();
}

void ScopeFields::whenChanged(QObject* context, const std::function<void()>& changed)
{
    if (m_routes) QObject::connect(m_routes, &QListWidget::itemChanged, context, changed);
    QObject::connect(m_models, &QPlainTextEdit::textChanged, context, changed);
}

} // namespace ui::dialogs
