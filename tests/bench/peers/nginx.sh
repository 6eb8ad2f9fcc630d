# nginx.sh - nginx, told to be quick: a worker a core, no log, its file open.

# nginx_start URL: with one file, the same bytes as that page's.
nginx_start() {
    nginx=$(PATH=$PATH:/usr/sbin command -v nginx) || {
        missing='no nginx here: make bench-deps'
        return 1
    }
    mkdir -p "$work/nginx"
    chmod 755 "$work/nginx"
    nginx_port=$(free_port)
    curl -s "$1" >"$work/nginx/page.html"
    cat >"$work/nginx/nginx.conf" <<END
worker_processes auto;
pid $work/nginx/pid;
daemon off;
events { worker_connections 1024; }
http {
    access_log off;
    sendfile on;
    tcp_nopush on;
    keepalive_requests 1000000000;
    open_file_cache max=10;
    default_type text/html;
    client_body_temp_path $work/nginx/body;
    proxy_temp_path $work/nginx/proxy;
    fastcgi_temp_path $work/nginx/fastcgi;
    uwsgi_temp_path $work/nginx/uwsgi;
    scgi_temp_path $work/nginx/scgi;
    server {
        listen 127.0.0.1:$nginx_port reuseport;
        root $work/nginx;
    }
}
END
    start nginx "$nginx" -p "$work/nginx" -e "$work/nginx/error.log" -c "$work/nginx/nginx.conf"
    wait_for nginx_serves_it
}

nginx_serves_it() {
    curl -s "http://127.0.0.1:$nginx_port/page.html" | cmp - "$work/nginx/page.html"
}

nginx_page() { load nginx 1 -c 64 "$nginx_port" get /page.html; }
