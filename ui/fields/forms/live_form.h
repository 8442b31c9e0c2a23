#pragma once

#include "field_form.h"

#include "ui/models/change_refusal.h"
#include "ui/models/gateway_parts.h"

#include <QStringList>

#include <functional>
#include <string>
#include <vector>

namespace ui::fields {

class AuthorityFiles;

/// A form over the configuration in force: each change is checked and saved as it is made. What is not valid stays
/// as it was typed, with what is wrong beside it, until it is.
class LiveForm : public QWidget {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration>;

    /// `access` must outlive it. `base`: pattern of the objects, as for `FieldForm`.
    LiveForm(const Access& access, const std::string& base, QWidget* parent = nullptr);

    FieldForm& form() const { return *m_form; }
    /// The objects it is of, such as {"providers[0]"}: the first is shown, all are changed. None: it is switched off.
    void setPlaces(std::vector<std::string> places);
    /// Asked before a change is saved: true keeps it back until `save()`.
    void setHold(std::function<bool(const FieldRow&)> hold) { m_hold = std::move(hold); }
    void save(FieldRow& row);
    /// Says with the field, and as `notSaved`, why what stands there is kept back.
    void refuse(FieldRow& row, const QString& why);
    /// What else is odd about a field that is in force, beside what the file's check says of it; mostly nothing.
    void setOddities(std::function<QString(const FieldRow&)> oddities);
    /// Forgets what is not saved yet.
    void putBack(FieldRow& row);
    /// Takes the fields out of the file.
    void useDefaults();
    /// Forgets what is typed and not saved.
    void dropEdits();

Q_SIGNALS:
    void saved();
    /// Why it is not; what belongs to a field is said there.
    void notSaved(const QString& problem);
    /// The same of the configuration as a whole, which is said with what was to be changed, too.
    void refused(const gateway::Error& error);

protected:
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void showSettings();
    void showValues();
    void showWarnings();
    QStringList fileProblems(const FieldRow& row);
    bool wasChangedElsewhere(FieldRow& row, const gateway::Json& tree) const;
    bool trySave(const std::vector<FieldRow*>& rows);
    void change(const gateway::config::Settings& next, const std::vector<FieldRow*>& rows);
    void showIssues(const std::vector<gateway::config::Issue>& issues);
    /// Says what became of a change of `rows`.
    std::function<void(const gateway::Result<void>&)> told(const std::vector<FieldRow*>& rows);
    void sayRefusal();
    void forgetIssues();

    Access m_access;
    FieldForm* m_form;
    AuthorityFiles* m_authorities;
    models::ChangeRefusal m_refusal;
    std::vector<FieldRow*> m_refusedRows; ///< that could not be changed for it
    std::vector<std::string> m_places;
    std::function<bool(const FieldRow&)> m_hold;
    std::function<QString(const FieldRow&)> m_oddities;
};

} // namespace ui::fields
