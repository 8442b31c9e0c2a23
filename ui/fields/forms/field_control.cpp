#include "field_control.h"

#include "group_controls.h"
#include "lines_control.h"
#include "named_values_control.h"
#include "proxy_control.h"
#include "simple_controls.h"

#include "ui/widgets/access/box_label.h"

#include <QAbstractButton>

#include <iterator>

namespace ui::fields {

namespace {

constexpr auto kLogLevels = "log.rooms";
/// The categories of the gateway's log: the ends of the names of its logging categories.
constexpr const char* kLogCategories[] = {"config", "exchange", "host", "http", "loop", "providers", "routing", "secrets", "usage"};

} // namespace

FieldControl::FieldControl(FieldPlace place, QWidget* parent) : QWidget(parent), m_place(std::move(place)) {}

void FieldControl::setName(const QString& name)
{
    if (auto* box = qobject_cast<QComboBox*>(field())) widgets::setBoxLabel(*box, name);
    else if (const auto* button = qobject_cast<QAbstractButton*>(field()); !button || button->text().isEmpty()) field()->setAccessibleName(name);
}

bool FieldControl::showIssue(const std::string&, const std::string&, const QString&) { return false; }
bool FieldControl::showOddity(const gateway::config::Issue&, const std::string&) { return false; }

QString FieldControl::placed(const std::string& path, const std::string& own, const QString& message) const
{
    return QString::fromStdString(path.substr(own.size())) + QStringLiteral(": ") + message;
}

FieldControl* makeControl(const std::string& pattern, const std::vector<std::string>& names, QWidget* parent)
{
    const gateway::Json* const schema = schemaOf(pattern);
    if (!schema) return nullptr;
    const FieldPlace place{pattern, schema};
    if (kindOf(*schema) == FieldKind::Pairs && pattern == kLogLevels) return new NamedValuesControl(place, {std::begin(kLogCategories), std::end(kLogCategories)}, parent);
    if (kindOf(*schema) == FieldKind::Pairs && !names.empty()) return new NamedValuesControl(place, names, parent);
    switch (kindOf(*schema)) {
    case FieldKind::Flag: return new FlagControl(place, parent);
    case FieldKind::OptionalFlag:
    case FieldKind::Choice: return new ChoiceControl(place, parent);
    case FieldKind::Number: return new NumberControl(place, parent);
    case FieldKind::Text:
        if (isFilePath(pattern)) return new FileControl(place, parent);
        if (!namedList(pattern).empty()) return new NameControl(place, parent);
        return new TextControl(place, parent);
    case FieldKind::Flags: return new FlagsControl(place, parent);
    case FieldKind::Lines:
    case FieldKind::WordOrLines:
    case FieldKind::Pairs:
    case FieldKind::Matches:
    case FieldKind::NamedMatches: return new LinesControl(place, parent);
    case FieldKind::Proxy: return new ProxyControl(place, parent);
    case FieldKind::OptionalGroup: return new OptionalGroupControl(place, parent);
    case FieldKind::Entries: return new EntriesControl(place, parent);
    case FieldKind::Group:
    case FieldKind::Other: break;
    }
    return nullptr;
}

} // namespace ui::fields
