#include "target_dialog.h"

#include "target_choice.h"

#include "gateway/config/fields/fields.h"
#include "gateway/config/json_scan.h"
#include "gateway/core/text/closest_names.h"
#include "gateway/core/text/printable.h"
#include "ui/dialogs/form_grid.h"
#include "ui/dialogs/text_field.h"
#include "ui/models/merged.h"
#include "ui/models/routes/route_edits.h"
#include "ui/words/sentence_words.h"

#include <QCheckBox>

namespace ui::dialogs {

using gateway::config::Issue;
using gateway::config::Issues;
using gateway::config::ParameterRules;
using gateway::config::TargetSettings;
using models::RouteProblem;

namespace {

constexpr int kMostPriority = 1000000;
constexpr int kParameterLines = 4;

QString textOf(const ParameterRules& rules)
{
    return rules.isEmpty() ? QString() : QString::fromStdString(gateway::toPrettyText(gateway::config::parametersShape().write(rules))).trimmed();
}

bool isNew(const models::GatewayParts<models::Configuration, models::Providers>& access, const QString& id, std::size_t target)
{
    for (const auto& route : access.configuration().settings().routes) {
        if (QString::fromStdString(route.id) == id) return target >= route.targets.size();
    }
    return true;
}

/// The remedy for parameters of the request that are not inside one of the rules. Empty: there are none.
QString misplacedParameter(const gateway::Json& json)
{
    if (!json.is_object()) return {};
    const gateway::Json rules = gateway::config::parametersShape().schema().value("properties", gateway::Json::object());
    std::vector<std::string> known;
    for (const auto& [name, rule] : rules.items()) known.push_back(name);
    for (const auto& [name, value] : json.items()) {
        if (rules.contains(name) || !gateway::closestNames(name, known).empty()) continue; // a typing error has its own message
        const QString shown = QString::fromStdString(gateway::printable(name));
        const QString example = value.is_primitive() ? QString::fromStdString(gateway::toText(value)) : QStringLiteral("…");
        return TargetDialog::tr("“%1” is a parameter of the request: put it inside “default” to use it if the client sends none, or inside “set” to use it always, such as "
                                "{\"default\": {\"%1\": %2}}", "name, value").arg(shown, example);
    }
    return {};
}

/// Parses `text` into `rules`; returns the problem, or empty.
QString readParameters(const QString& text, ParameterRules& rules)
{
    rules = {};
    if (text.trimmed().isEmpty()) return {};
    std::vector<Issue> found;
    Issues issues(found);
    const auto json = gateway::config::scanJson(text.toStdString(), issues);
    if (!json) return words::SentenceWords::of(found.front());
    if (QString misplaced = misplacedParameter(*json); !misplaced.isEmpty()) return misplaced;
    gateway::config::parametersShape().read(*json, rules, gateway::config::Place(issues));
    if (found.empty()) return {};
    return words::SentenceWords::of(found.front());
}

} // namespace

TargetDialog::TargetDialog(const Access& access, const QString& route, std::size_t target, QWidget* parent)
    : RouteForm(access, route, isNew(access, route, target) ? tr("Add a target to “%1”").arg(route) : tr("Edit a target of “%1”").arg(route),
                isNew(access, route, target) ? tr("Add target") : tr("Save target"), parent),
      m_target(target), m_isNew(target >= before().targets.size()), m_choice(new TargetChoice(access, form())),
      m_priority(new QSpinBox(form())), m_weight(new QSpinBox(form())), m_first(new QCheckBox(form())),
      m_parameters(new TextField(kParameterLines, form()))
{
    setObjectName(QStringLiteral("targetDialog"));
    addFields();
    TargetSettings shown;
    shown.priority = models::lowestPriority(before());
    if (!m_isNew) shown = before().targets[m_target];
    else shown.provider = m_choice->providerId();
    fill(shown);
    m_choice->provider()->setFocus(Qt::OtherFocusReason);
}

void TargetDialog::addFields()
{
    m_priority->setRange(-kMostPriority, kMostPriority);
    m_weight->setRange(0, gateway::config::kMaxWeight);
    m_priority->setToolTip(tr("Higher priorities are tried first; targets with the same priority share requests"));
    m_weight->setToolTip(tr("Share among targets with the same priority; 0: not used"));
    m_first->setText(tr("Before all other targets, regardless of priority"));
    m_parameters->setPlaceholderText(QStringLiteral("{\"default\": {\"temperature\": 0.2}, \"remove\": [\"top_k\"]}"));
    m_parameters->setToolTip(tr("Changes to the request, as JSON: set, default, remove, rename. They override the provider’s"));
    form()->addRow(QStringLiteral("targetProvider"), tr("Provider"), m_choice->provider());
    form()->addRow(QStringLiteral("targetModel"), tr("Upstream model"), m_choice->model());
    form()->addRow(QStringLiteral("targetPriority"), tr("Priority"), m_priority);
    form()->addRow(QStringLiteral("targetWeight"), tr("Weight"), m_weight);
    form()->addRow(QStringLiteral("targetFirst"), tr("Pin to top"), m_first);
    form()->addRow(QStringLiteral("targetParameters"), tr("Request parameters"), m_parameters);
    const std::string path = targetPath();
    bind(path + "provider", m_choice->provider());
    bind(path + "model", m_choice->model());
    bind(path + "priority", m_priority);
    bind(path + "weight", m_weight);
    bind(path + "parameters", m_parameters);
}

void TargetDialog::fill(const TargetSettings& target)
{
    m_choice->set(target.provider, target.model);
    m_priority->setValue(target.priority);
    m_weight->setValue(target.weight);
    m_first->setChecked(target.first);
    m_parametersBefore = textOf(target.parameters);
    m_parameters->setPlainText(m_parametersBefore);
}

std::string TargetDialog::targetPath() const { return "targets[" + std::to_string(m_isNew ? before().targets.size() : m_target) + "]."; }

bool TargetDialog::read(TargetSettings& target)
{
    target.provider = m_choice->providerId();
    target.model = m_choice->modelName();
    target.priority = m_priority->value();
    target.weight = m_weight->value();
    target.first = m_first->isChecked();
    std::vector<RouteProblem> problems;
    const std::string path = targetPath();
    if (target.provider.empty()) problems.push_back({path + "provider", tr("Add a provider on the Providers page first")});
    if (m_parameters->toPlainText() != m_parametersBefore) {
        const QString wrong = readParameters(m_parameters->toPlainText(), target.parameters);
        if (!wrong.isEmpty()) problems.push_back({path + "parameters", wrong, {}});
    }
    showProblems(problems);
    return problems.empty();
}

/// Applies the changes made here to the present target, which may have moved or got another priority. Empty:
/// impossible, which is reported.
std::optional<TargetSettings> TargetDialog::merged(const TargetSettings& typed, const TargetSettings& now)
{
    const TargetSettings& opened = before().targets[m_target];
    TargetSettings merged = now;
    const bool isMerged = models::mergeInto(merged.provider, opened.provider, typed.provider) && models::mergeInto(merged.model, opened.model, typed.model)
        && models::mergeInto(merged.priority, opened.priority, typed.priority) && models::mergeInto(merged.weight, opened.weight, typed.weight)
        && models::mergeInto(merged.first, opened.first, typed.first) && models::mergeInto(merged.parameters, opened.parameters, typed.parameters);
    if (isMerged) return merged;
    sayChanged();
    return std::nullopt;
}

void TargetDialog::save()
{
    const auto route = current();
    TargetSettings typed;
    if (!m_isNew) typed = before().targets[m_target];
    if (!route || !read(typed)) return;
    m_savedAt = route->targets.size();
    if (m_isNew) return put(models::withTarget(*route, m_savedAt, typed));
    const auto place = models::sameTarget(before(), m_target, *route);
    if (!place) return showProblems({{{}, tr("The target was removed or replaced while this dialog was open. Close the dialog and add the target again if you need it.")}});
    m_savedAt = *place;
    if (const auto target = merged(typed, route->targets[*place])) put(models::withTarget(*route, *place, *target));
}

} // namespace ui::dialogs
