#pragma once

#include <QWidget>

namespace ui::widgets {

class DataTable;
class SearchField;

/// A search field above a list that hides the rows without the typed words. It is shown only while the list has more
/// than `kFew` rows. Down and Esc lead from the field to the list.
class ListFilter final : public QWidget {
    Q_OBJECT
public:
    static constexpr int kFew = 8;

    /// `list` has its model, and must outlive this.
    explicit ListFilter(DataTable* list, QWidget* parent = nullptr);

    /// The placeholder, which is the accessible name as well.
    void setHint(const QString& hint);
    /// Gives the field the focus, if it is shown.
    void focusField();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void settle();
    void apply();
    bool isFound(int row, const QStringList& words) const;

    DataTable* m_list;
    SearchField* m_field;
};

} // namespace ui::widgets
