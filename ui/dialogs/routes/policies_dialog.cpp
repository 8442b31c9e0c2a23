#include "policies_dialog.h"

#include "gateway/config/fields/fields.h"
#include "ui/dialogs/form_grid.h"
#include "ui/models/merged.h"
#include "ui/models/routes/match_text.h"
#include "ui/words/failure_words.h"
#include "ui/words/route_words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>
#include <initializer_list>

namespace ui::dialogs {

using gateway::config::FailureClass;
using gateway::config::RouteSettings;
using models::RouteProblem;

namespace {

constexpr int kMostTries = 100;
constexpr int kFailureColumns = 2;
constexpr const char* kAlgorithms[] = {"roundrobin", "least_busy", "fastest", "cheapest", "sticky", "chash"};
constexpr const char* kHashed[] = {"header", "cookie", "consumer", "vars", "vars_combinations"};

} // namespace

void addAlgorithms(QComboBox& box)
{
    for (const char* name : kAlgorithms) box.addItem(words::RouteWords::algorithm(name), QString::fromLatin1(name));
}

PoliciesDialog::PoliciesDialog(const Access& access, const QString& route, QWidget* parent)
    : RouteForm(access, route, tr("Policies of “%1”").arg(route), tr("Save route"), parent), m_algorithm(new QComboBox(form())),
      m_hashOn(new QComboBox(form())), m_hashKey(new QLineEdit(form())), m_failureBox(new QWidget(form())), m_statuses(new QLineEdit(form())),
      m_attempts(new QSpinBox(form())), m_deadline(optionalNumber(gateway::config::kDay_ms, tr("no limit"), tr(" ms"), form())),
      m_retries(new QSpinBox(form())), m_backoff(new QSpinBox(form())), m_within(optionalNumber(gateway::config::kHour_ms, tr("any time"), tr(" ms"), form())),
      m_hedge(optionalNumber(gateway::config::kHour_ms, tr("never"), tr(" ms"), form())), m_alsoBox(new QWidget(form())),
      m_degraded(new QCheckBox(m_alsoBox)), m_continue(new QCheckBox(m_alsoBox)), m_credential(new QCheckBox(m_alsoBox)), m_consumers(new QLineEdit(form()))
{
    setObjectName(QStringLiteral("policiesDialog"));
    addBalance();
    addFallback();
    addAccess();
    fill();
    settleRows();
    orderTabs();
    for (QComboBox* box : {m_algorithm, m_hashOn}) connect(box, &QComboBox::currentIndexChanged, this, &PoliciesDialog::settleRows);
    m_algorithm->setFocus(Qt::OtherFocusReason);
}

void PoliciesDialog::addBalance()
{
    addAlgorithms(*m_algorithm);
    for (const char* name : kHashed) m_hashOn->addItem(QString::fromLatin1(name), QString::fromLatin1(name));
    m_hashKey->setToolTip(tr("Name of the header, cookie or variable; for vars_combinations, text with $variables"));
    form()->addRow(QStringLiteral("policyAlgorithm"), tr("Algorithm"), m_algorithm);
    form()->addRow(QStringLiteral("policyHashOn"), tr("Hash on"), m_hashOn);
    form()->addRow(QStringLiteral("policyHashKey"), tr("Hash key"), m_hashKey);
    bind("balancer.algorithm", m_algorithm);
    bind("balancer.hash_on", m_hashOn);
    bind("balancer.key", m_hashKey);
}

void PoliciesDialog::addFallback()
{
    auto* grid = new QGridLayout(m_failureBox);
    grid->setContentsMargins({});
    for (std::size_t i = 0; i < m_failures.size(); ++i) {
        const auto failure = static_cast<FailureClass>(i);
        m_failures[i] = new QCheckBox(words::FailureWords::failureClass(failure), m_failureBox);
        const auto name = gateway::config::toText(failure);
        m_failures[i]->setObjectName(QStringLiteral("policyOn_") + QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())));
        grid->addWidget(m_failures[i], static_cast<int>(i) / kFailureColumns, static_cast<int>(i) % kFailureColumns);
    }
    m_failureBox->setFocusProxy(m_failures.front());
    m_statuses->setPlaceholderText(QStringLiteral("400, 422"));
    m_attempts->setRange(1, kMostTries);
    m_retries->setRange(0, kMostTries);
    m_backoff->setRange(0, gateway::config::kHour_ms);
    m_backoff->setSuffix(tr(" ms"));
    m_attempts->setToolTip(tr("Per request, over all targets"));
    m_deadline->setToolTip(tr("For all attempts together"));
    m_within->setToolTip(tr("Slower failures are not retried"));
    m_hedge->setToolTip(tr("After this time without an answer, the request is also sent to the next target"));
    const auto add = [this](const char* name, const QString& label, QWidget* field, const char* path) {
        form()->addRow(QString::fromLatin1(name), label, field);
        bind(path, field);
    };
    add("policyOn", tr("Fall back after"), m_failureBox, "fallback.on");
    add("policyStatuses", tr("Also after statuses"), m_statuses, "fallback.statuses");
    add("policyAttempts", tr("Maximum attempts"), m_attempts, "fallback.max_attempts");
    add("policyDeadline", tr("First-byte deadline"), m_deadline, "fallback.deadline_ms");
    add("policyRetries", tr("Retries per target"), m_retries, "fallback.retries");
    add("policyBackoff", tr("Retry delay"), m_backoff, "fallback.backoff_ms");
    add("policyWithin", tr("If it failed within"), m_within, "fallback.retry_on_failure_within_ms");
    add("policyHedge", tr("Hedge after"), m_hedge, "fallback.hedge_after_ms");
}

void PoliciesDialog::addAccess()
{
    auto* column = new QVBoxLayout(m_alsoBox);
    column->setContentsMargins({});
    m_continue->setText(tr("Continue interrupted answers with the next target"));
    m_degraded->setText(tr("Use targets that cannot accept the whole request"));
    m_credential->setText(tr("Pass the client’s key to the first target; no fallback"));
    m_continue->setObjectName(QStringLiteral("policyContinue"));
    m_degraded->setObjectName(QStringLiteral("policyDegraded"));
    m_credential->setObjectName(QStringLiteral("policyCredential"));
    for (QCheckBox* box : {m_continue, m_degraded, m_credential}) column->addWidget(box);
    m_alsoBox->setFocusProxy(m_continue);
    m_consumers->setPlaceholderText(tr("all consumers"));
    form()->addRow(QStringLiteral("policyAlso"), tr("Options"), m_alsoBox);
    form()->addRow(QStringLiteral("policyConsumers"), tr("Allowed consumers"), m_consumers);
    bind("client_credential", m_alsoBox);
    bind("fallback.continue_partial", m_alsoBox);
    bind("fallback.allow_degraded", m_alsoBox);
    bind("consumers", m_consumers);
}

void PoliciesDialog::settleRows()
{
    const bool hashes = m_algorithm->currentData().toString() == QStringLiteral("chash");
    form()->setRowVisible(m_hashOn, hashes);
    form()->setRowVisible(m_hashKey, hashes && m_hashOn->currentData().toString() != QStringLiteral("consumer"));
}

// Reading order, although the boxes for failures were created last.
void PoliciesDialog::orderTabs()
{
    QWidget* before = m_hashKey;
    const auto follow = [&before](QWidget* next) {
        setTabOrder(before, next);
        before = next;
    };
    for (QCheckBox* failure : m_failures) follow(failure);
    for (QWidget* next : std::initializer_list<QWidget*>{m_statuses, m_attempts, m_deadline, m_retries, m_backoff, m_within, m_hedge, m_continue, m_degraded, m_credential, m_consumers}) {
        follow(next);
    }
}

void PoliciesDialog::fill()
{
    const RouteSettings& route = before();
    const auto& fallback = route.fallback;
    m_algorithm->setCurrentIndex(m_algorithm->findData(QString::fromStdString(route.balancer.algorithm)));
    m_hashOn->setCurrentIndex(m_hashOn->findData(QString::fromStdString(route.balancer.hashOn)));
    m_hashKey->setText(QString::fromStdString(route.balancer.key));
    for (const FailureClass failure : fallback.on) m_failures[static_cast<std::size_t>(failure)]->setChecked(true);
    QStringList statuses;
    for (const int status : fallback.statuses) statuses << QString::number(status);
    m_statuses->setText(statuses.join(QStringLiteral(", ")));
    m_attempts->setValue(fallback.maxAttempts);
    setOptional(*m_deadline, fallback.deadline_ms);
    m_retries->setValue(fallback.retries);
    m_backoff->setValue(fallback.backoff_ms);
    setOptional(*m_within, fallback.retryOnFailureWithin_ms);
    setOptional(*m_hedge, fallback.hedgeAfter_ms);
    m_degraded->setChecked(fallback.allowDegraded);
    m_continue->setChecked(fallback.continuePartial);
    m_credential->setChecked(route.clientCredential);
    m_consumers->setText(models::listedText(route.consumers));
}

void PoliciesDialog::read(RouteSettings& route, std::vector<RouteProblem>& problems) const
{
    auto& fallback = route.fallback;
    route.balancer.algorithm = m_algorithm->currentData().toString().toStdString();
    route.balancer.hashOn = m_hashOn->currentData().toString().toStdString();
    route.balancer.key = m_hashKey->text().trimmed().toStdString();
    std::vector<FailureClass> on;
    for (std::size_t i = 0; i < m_failures.size(); ++i) {
        if (m_failures[i]->isChecked()) on.push_back(static_cast<FailureClass>(i));
    }
    if (!std::is_permutation(on.begin(), on.end(), fallback.on.begin(), fallback.on.end())) fallback.on = on;
    fallback.statuses.clear();
    for (const std::string& word : models::listedWords(m_statuses->text())) {
        bool isNumber = false;
        fallback.statuses.push_back(QString::fromStdString(word).toInt(&isNumber));
        if (!isNumber) problems.push_back({"fallback.statuses", tr("“%1” is not valid: enter an HTTP status from 400 to 599").arg(QString::fromStdString(word))});
    }
    fallback.maxAttempts = m_attempts->value();
    fallback.deadline_ms = optionalValue(*m_deadline);
    fallback.retries = m_retries->value();
    fallback.backoff_ms = m_backoff->value();
    fallback.retryOnFailureWithin_ms = optionalValue(*m_within);
    fallback.hedgeAfter_ms = optionalValue(*m_hedge);
    fallback.allowDegraded = m_degraded->isChecked();
    fallback.continuePartial = m_continue->isChecked();
    route.clientCredential = m_credential->isChecked();
    route.consumers = models::listedWords(m_consumers->text());
}

void PoliciesDialog::save()
{
    const auto now = current();
    if (!now) return;
    RouteSettings typed = before();
    std::vector<RouteProblem> problems;
    read(typed, problems);
    showProblems(problems);
    if (!problems.empty()) return;
    RouteSettings next = *now;
    const bool isMerged = models::mergeInto(next.balancer, before().balancer, typed.balancer) && models::mergeInto(next.fallback, before().fallback, typed.fallback)
        && models::mergeInto(next.clientCredential, before().clientCredential, typed.clientCredential) && models::mergeInto(next.consumers, before().consumers, typed.consumers);
    if (!isMerged) return sayChanged();
    put(next);
}

} // namespace ui::dialogs
