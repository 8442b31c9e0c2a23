#pragma once

#include "ui/models/gateway_parts.h"
#include "ui/widgets/dialog.h"

#include "gateway/config/fields/issue.h"

#include "gateway/core/json/json.h"

#include <string>
#include <vector>

namespace ui::widgets {
class Button;
class ElidedLabel;
class Label;
}

namespace ui::fields {

class AuthorityFiles;
class FieldForm;
class FieldRow;

/// All settings of a provider, a route or a consumer, for a new entry or an existing one.
class EntryDialog : public widgets::Dialog {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::Configuration, models::Providers>;

    enum class Kind { Provider, Route, Consumer };

    /// `id`: name of a consumer, id of the others; empty: a new entry. `settings`: the names of the settings that the
    /// type of a provider has; empty: any. `access` must outlive it.
    EntryDialog(const Access& access, Kind kind, const QString& id, QWidget* parent = nullptr, std::vector<std::string> settings = {});

    FieldForm& form() const { return *m_form; }
    /// Path of the list: "providers".
    static std::string listOf(Kind kind);

Q_SIGNALS:
    void saved(const QString& id);

private:
    void build();
    QString titleText() const;
    void save();
    void saveLooked();
    void focusProblem();
    FieldRow* authorityRow() const;
    std::string authority() const;
    void showAuthority();
    void showIssues(const std::string& own, std::vector<gateway::config::Issue> issues);
    void say(const QString& text);

    Access m_access;
    const Kind m_kind;
    const QString m_id;
    gateway::Json m_entry; ///< original entry
    bool m_isNameTaken = false; ///< the name to be saved is taken
    FieldForm* m_form;
    AuthorityFiles* m_authorities;
    widgets::Label* m_problem;
    widgets::Button* m_cancel;
    widgets::Button* m_save;
};

} // namespace ui::fields
