"""登录记录: who came in, who was refused, who looked at names, who took what away."""

from kjr.ui import page
from kjr.ui.office import sign_ins

page.begin_page("登录记录")
sign_ins.show_sign_in_log()
