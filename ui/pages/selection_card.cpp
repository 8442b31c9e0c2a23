#include "selection_card.h"

#include "ui/models/removal_text.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QVBoxLayout>

namespace ui::pages {

using widgets::Button;
using widgets::ButtonKind;
using widgets::Label;

SelectionCard::SelectionCard(QWidget* parent)
    : Card({}, parent), m_menu(new QMenu(this)), m_enableAction(m_menu->addAction(QString())), m_disableAction(m_menu->addAction(QString())),
      m_removeAction(m_menu->addAction(QString())), m_title(new Label({}, look::TextRole::Title, Label::Tone::Normal, this)),
      m_names(new Label({}, look::TextRole::Body, Label::Tone::Secondary, this)),
      m_problem(new Label({}, look::TextRole::Body, Label::Tone::Error, this)),
      m_effectsTitle(new Label({}, look::TextRole::Heading, Label::Tone::Normal, this)),
      m_effects(new Label({}, look::TextRole::Body, Label::Tone::Normal, this)), m_enable(new Button(ButtonKind::Plain, {}, {}, this)),
      m_disable(new Button(ButtonKind::Plain, {}, {}, this)), m_remove(new Button(ButtonKind::Plain, {}, {}, this))
{
    build();
    retranslate();
    connect(m_enable, &QPushButton::clicked, this, [this] { Q_EMIT enableRequested(true); });
    connect(m_disable, &QPushButton::clicked, this, [this] { Q_EMIT enableRequested(false); });
    connect(m_remove, &QPushButton::clicked, this, &SelectionCard::removeRequested);
    connect(m_enableAction, &QAction::triggered, m_enable, &QPushButton::click);
    connect(m_disableAction, &QAction::triggered, m_disable, &QPushButton::click);
    connect(m_removeAction, &QAction::triggered, m_remove, &QPushButton::click);
}

void SelectionCard::build()
{
    const look::Theme& theme = look::theme();
    setObjectName(QStringLiteral("selectionCard"));
    m_menu->setObjectName(QStringLiteral("selectionMenu"));
    m_title->setObjectName(QStringLiteral("selectionTitle"));
    m_names->setObjectName(QStringLiteral("selectionNames"));
    m_effects->setObjectName(QStringLiteral("selectionEffects"));
    m_enable->setObjectName(QStringLiteral("selectionEnable"));
    m_disable->setObjectName(QStringLiteral("selectionDisable"));
    m_remove->setObjectName(QStringLiteral("selectionRemove"));
    m_problem->setObjectName(QStringLiteral("selectionProblem"));
    for (Label* label : {m_title, m_names, m_problem, m_effects}) label->setWordWrap(true);
    m_problem->hide();
    auto* inside = new QWidget(this);
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins({});
    column->setSpacing(theme.px(theme.metrics().gap));
    for (Label* label : {m_title, m_names}) column->addWidget(label);
    auto* actions = new QHBoxLayout;
    actions->setSpacing(theme.px(8));
    for (Button* action : {m_enable, m_disable, m_remove}) actions->addWidget(action);
    actions->addStretch(1);
    column->addLayout(actions);
    for (Label* label : {m_problem, m_effectsTitle, m_effects}) column->addWidget(label);
    addContent(inside);
    body()->addStretch(1);
}

void SelectionCard::retranslate()
{
    m_enable->setText(tr("Enable"));
    m_enableAction->setText(tr("Enable"));
    m_disable->setText(tr("Disable"));
    m_disableAction->setText(tr("Disable"));
    m_remove->setText(tr("Remove"));
    m_removeAction->setText(tr("Remove"));
    m_effectsTitle->setText(tr("If you remove them"));
}

void SelectionCard::setProblem(const QString& text, const QString& detail)
{
    m_problem->setText(text);
    m_problem->setToolTip(detail);
    m_problem->setVisible(!text.isEmpty());
}

void SelectionCard::setSelection(const QString& title, const QStringList& names, const QStringList& effects)
{
    m_title->setText(title);
    setAccessibleName(title);
    for (Button* action : {m_enable, m_disable, m_remove}) action->setAccessibleDescription(title);
    m_names->setText(models::RemovalText::listed(names));
    m_names->setToolTip(names.join(QLatin1Char('\n')));
    m_effects->setText(effects.join(QLatin1Char('\n')));
    for (Label* label : {m_effectsTitle, m_effects}) label->setVisible(!effects.isEmpty());
}

} // namespace ui::pages
