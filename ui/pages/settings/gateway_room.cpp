#include "gateway_room.h"

#include "certificate_note.h"
#include "field_card.h"
#include "https_settings.h"
#include "listen_guard.h"

#include "ui/fields/forms/live_form.h"

namespace ui::pages {

GatewayRoom::GatewayRoom(const Access& access, QWidget* parent) : FieldRoom(access, fieldRoom("gateway"), parent)
{
    fields::LiveForm& live = card(0).live();
    auto* guard = new ListenGuard(access, live, &live.form());
    live.form().addBelow(*live.form().row("listen.address"), guard);
    live.form().addBelow(*live.form().row("listen.tls.certificate"), new CertificateNote(access, &live.form()));
    addCard(new HttpsSettings(access, this));
}

} // namespace ui::pages
